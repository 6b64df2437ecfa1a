import type { FlowFate } from '../../domain/index.ts';
import type { Remembered, Side, SideState } from '../../pipeline/index.ts';
import { formerOf, knownOf, withFormer } from './former.ts';
import type { FlowPlace, LaneFate, Thing, ThingId } from './thing.ts';
import { idsOfSide, isSameId } from './thing.ts';

const SIDES = ['a', 'b'] as const satisfies readonly Side[];

/** What a flow knows of a thing after the change, and how that came about. */
export interface Followed {
  readonly state: Remembered;
  readonly fate: FlowFate;
}

/**
 * Joins what a flow knows of two things. Each side comes from the thing whose id stays there. The sides have agreed on something only
 * if both come from one thing. What is known of ids that give way is kept separately.
 * @param ids of both things, as they will be
 */
export function joinStates(
  place: FlowPlace,
  { kept, gone, ids }: { readonly kept: Thing; readonly gone: Thing; readonly ids: Thing['ids'] },
): Followed | null {
  return followed(place, [kept, gone], ids, 'joined');
}

/**
 * Returns what a flow knows of one part of a thing: what is known of the ids that the part has.
 * @param whole the thing before the split
 * @param part the ids of the part
 */
export function partState(place: FlowPlace, whole: Thing, part: Thing['ids']): Followed | null {
  return followed(place, [whole], part, 'parted');
}

function followed(
  place: FlowPlace,
  before: readonly Thing[],
  ids: Thing['ids'],
  fate: Exclude<FlowFate, 'kept'>,
): Followed | null {
  const { flow } = place;
  if (!before.some(({ states }) => states.has(flow))) return null;
  const stays = { a: idThatStays(place, 'a', ids), b: idThatStays(place, 'b', ids) };
  const former = formerOf(place, { before, ids, stays });
  const whole = before.find((thing) =>
    SIDES.every((side) => isSideOf(place, side, thing, stays[side])),
  );
  const known = whole?.states.get(flow);
  if (known) return { state: withFormer(known, former), fate: 'kept' };
  const sideOf = (side: Side): SideState | null => {
    const id = stays[side];
    const owner = before.find((thing) => isSideOf(place, side, thing, id));
    return id ? knownOf(place, side, before, id) : (owner?.states.get(flow)?.state[side] ?? null);
  };
  const sides = { a: sideOf('a'), b: sideOf('b') };
  const isUnmet = sides.a === null && sides.b === null;
  if (isUnmet && former === null) return null;
  const state = { ...sides, agreed: { a: {}, b: {} }, ...(isUnmet ? { isUnmet } : {}) };
  return { state: withFormer({ state, intent: null }, former), fate };
}

/** Returns the id under which a side is written; null where it has none. */
function idThatStays({ sides }: FlowPlace, side: Side, ids: Thing['ids']): ThingId | null {
  return idsOfSide(ids, sides[side]).find(({ gaveWay }) => gaveWay !== true) ?? null;
}

/** Whether the thing's state of the side is about this id. */
function isSideOf({ sides }: FlowPlace, side: Side, thing: Thing, id: ThingId | null): boolean {
  if (id === null) return idsOfSide(thing.ids, sides[side]).length === 0;
  return thing.ids.some((one) => isSameId(one, id) && one.gaveWay !== true);
}

/** Returns the lanes of a flow whose sides have to be compared anew: both lanes deliver again what they read last. */
export function comparedAgain(
  { sides }: FlowPlace,
  { masterKey, ids }: Pick<Thing, 'masterKey' | 'ids'>,
): readonly LaneFate[] {
  if (SIDES.some((side) => idsOfSide(ids, sides[side]).length === 0)) return [];
  return SIDES.map((side) => {
    const { lane, laneId } = sides[side];
    return { lane, laneId, masterKey, fate: 'again', version: null };
  });
}
