import type { HeldThing, PeekedThing } from '../../connector-api/index.ts';
import { isDeleted } from '../../connector-api/index.ts';
import { Failure } from '../../domain/index.ts';
import type { MappedItem } from '../item.ts';
import { namesOf, pick } from './fields.ts';
import type { TwoWayFlow, TwoWayTarget } from './flow.ts';

/** Asks a side what it holds of these things. Throws as `Target.peek`. */
export async function peek(
  target: TwoWayTarget,
  things: readonly PeekedThing[],
  signal: AbortSignal,
): Promise<readonly (HeldThing | null)[]> {
  return things.length === 0 ? [] : ((await target.peek?.({ things, signal })) ?? []);
}

/** The same thing where the lane reads it, with what is shared. */
export function thingBack(
  { shared, side }: Pick<TwoWayFlow, 'shared' | 'side'>,
  { claim, record }: MappedItem,
): PeekedThing {
  const { key } = record;
  const document = pick(record.document, namesOf(shared, side));
  return { masterKey: claim.masterKey, externalId: key, key, document };
}

/** What the side that the lane reads holds of the things just now: null for one that is not there. @returns null while nobody can be asked */
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

/** @returns null when the side that was asked is away: where a lane reads, that is no trouble of its target */
export async function unlessAway<T>(asking: Promise<T>, signal: AbortSignal): Promise<T | null> {
  try {
    return await asking;
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof Failure && error.retryable) return null;
    throw error;
  }
}
