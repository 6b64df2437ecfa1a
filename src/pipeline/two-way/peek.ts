import type { HeldThing } from '../../connector-api/index.ts';
import { Failure } from '../../domain/index.ts';
import type { MappedItem } from '../item.ts';
import { namesOf, pick } from './fields.ts';
import type { TwoWayFlow, TwoWayTarget } from './flow.ts';

type Answers = readonly (HeldThing | null)[];

/** Asks the side that the lane delivers to what it holds of these things. Throws as `Target.peek`. */
export async function askThere(
  target: TwoWayTarget,
  items: readonly MappedItem[],
  signal: AbortSignal,
): Promise<Answers> {
  if (items.length === 0 || !target.peek) return [];
  const things = items.map(({ claim, externalId, record, document }) => ({
    masterKey: claim.masterKey,
    externalId,
    key: record.key,
    document,
  }));
  return target.peek({ things, signal });
}

/**
 * Asks the side that the lane reads what it holds of the shared fields.
 * @returns null when it is away, which is no trouble of the other side
 */
export async function askBack(
  flow: Pick<TwoWayFlow, 'peekBack' | 'shared' | 'side'>,
  items: readonly MappedItem[],
  signal: AbortSignal,
): Promise<Answers | null> {
  if (items.length === 0) return [];
  const things = items.map(({ claim, record }) => ({
    masterKey: claim.masterKey,
    externalId: record.key,
    key: record.key,
    document: pick(record.document, namesOf(flow.shared, flow.side)),
  }));
  try {
    return await flow.peekBack({ things, signal });
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof Failure && error.retryable) return null;
    throw error;
  }
}
