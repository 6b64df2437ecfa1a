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

/** Whether the things are there just now where the lane reads them. @returns nulls while nobody can be asked */
export async function isThereBack(
  flow: Pick<TwoWayFlow, 'targetBack' | 'shared' | 'side' | 'deleted'>,
  items: readonly MappedItem[],
  signal: AbortSignal,
): Promise<readonly (boolean | null)[]> {
  const { deleted } = flow;
  const mark = deleted === null ? {} : { [deleted]: null };
  const things = items.map((item) => {
    const thing = thingBack(flow, item);
    return { ...thing, document: { ...thing.document, ...mark } };
  });
  const held = await unlessAway(peek(flow.targetBack(), things, signal), signal);
  return items.map((_, index) => {
    const one = held?.[index] ?? null;
    return held && one !== null && !isDeleted(one.now, deleted);
  });
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
