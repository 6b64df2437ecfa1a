import type { Delivery, Outcome } from '../../connector-api/index.ts';
import { Failure } from '../../connector-api/index.ts';

/** Filled as answers arrive, so that known outcomes survive when a later request finds the system unavailable. */
export type Outcomes = Map<Delivery, Outcome>;

/**
 * Returns one outcome per delivery, in order, for a batch that is written by several requests. If `write` throws partway, answered
 * deliveries keep their outcome and the others are `unreached`.
 * @throws whatever `write` throws before the first outcome; the signal's reason
 */
export async function deliverPartly(
  deliveries: readonly Delivery[],
  write: (outcomes: Outcomes) => Promise<void>,
  signal: AbortSignal,
): Promise<readonly Outcome[]> {
  const outcomes: Outcomes = new Map();
  try {
    await write(outcomes);
  } catch (error) {
    signal.throwIfAborted();
    if (outcomes.size === 0) throw error;
    const failure = Failure.from(error, 'TARGET_UNAVAILABLE');
    for (const one of deliveries)
      if (!outcomes.has(one)) outcomes.set(one, { kind: 'unreached', failure });
  }
  return deliveries.map((one) => outcomes.get(one) as Outcome);
}

/**
 * Delivers records in another form, such as with another id, and gives the outcomes to the records themselves, also those that are
 * known when `write` throws.
 * @param others the other form of each record
 */
export async function deliverAs(
  others: ReadonlyMap<Delivery, Delivery>,
  write: (deliveries: readonly Delivery[], answered: Outcomes) => Promise<void>,
  outcomes: Outcomes,
): Promise<void> {
  const answered: Outcomes = new Map();
  try {
    await write([...others.values()], answered);
  } finally {
    for (const [one, other] of others) {
      const outcome = answered.get(other);
      if (outcome) outcomes.set(one, outcome);
    }
  }
}
