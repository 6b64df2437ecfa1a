import type { HeldThing, PeekedThing } from '../../connector-api/index.ts';
import { isDeleted } from '../../connector-api/index.ts';
import { Failure } from '../../domain/index.ts';
import type { MappedItem } from '../item.ts';
import { namesOf, pick } from './fields.ts';
import type { TwoWayFlow, TwoWayTarget } from './flow.ts';

/** Asks a side what it holds of these things. @throws as `Target.peek` */
export async function peek(
  target: TwoWayTarget,
  things: readonly PeekedThing[],
  signal: AbortSignal,
): Promise<readonly (HeldThing | null)[]> {
  return things.length === 0 ? [] : ((await target.peek?.({ things, signal })) ?? []);
}

/** Returns the item's thing as the side that the lane reads knows it, with the shared fields. */
export function thingBack(
  { shared, side }: Pick<TwoWayFlow, 'shared' | 'side'>,
  { claim, record }: MappedItem,
): PeekedThing {
  const { key } = record;
  const document = pick(record.document, namesOf(shared, side));
  return { masterKey: claim.masterKey, externalId: key, key, document };
}

/**
 * Asks the side that the lane reads what it holds of the things now: null for one that is not there.
 * @returns null while the side cannot be asked
 */
export async function heldBack(
  flow: Pick<TwoWayFlow, 'targetBack' | 'shared' | 'side' | 'deleted'>,
  items: readonly MappedItem[],
  signal: AbortSignal,
): Promise<readonly (HeldThing | null)[] | null> {
  const { deleted } = flow;
  const mark = deleted === null ? {} : { [deleted]: null };
  const things = items.map((item) => {
    const thing = thingBack(flow, item);
    return { ...thing, document: { ...thing.document, ...mark } };
  });
  const held = await unlessAway(peek(flow.targetBack(), things, signal), signal);
  return held && items.map((_, index) => unlessDeleted(held[index] ?? null, deleted));
}

function unlessDeleted(held: HeldThing | null, deleted: string | null): HeldThing | null {
  return held && isDeleted(held.now, deleted) ? null : held;
}

/** @returns null when the side that was asked is away: an outage where the lane reads is not a failure of its target */
export async function unlessAway<T>(asking: Promise<T>, signal: AbortSignal): Promise<T | null> {
  try {
    return await asking;
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof Failure && error.retryable) return null;
    throw error;
  }
}
