import type { Delivery, Outcome } from '../../connector-api/index.ts';
import { Failure } from '../../connector-api/index.ts';

/** Filled while answers come, so that what is known stays known when a later one finds the system away. */
export type Outcomes = Map<Delivery, Outcome>;

/**
 * One outcome per delivery in their order, of a batch that is written by several requests. When writing throws in the middle,
 * the deliveries that were answered keep their outcome, and the others are `unreached`.
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
