import type { FlowFate } from '../../domain/index.ts';
import type { Remembered, Side } from '../../pipeline/index.ts';
import type { FlowPlace, LaneFate, Thing } from './thing.ts';
import { idsOfSide } from './thing.ts';

const SIDES = ['a', 'b'] as const satisfies readonly Side[];

/** What a flow knows of a thing, and how that came about. */
export interface Followed {
  /** A write in doubt counts no more where the sides are compared anew. */
  readonly state: Remembered;
  readonly fate: FlowFate;
}

/**
 * What a flow knows of two things, as of one: each side as the thing has it whose id stays there. Only what one thing brings for both
 * was ever agreed on.
 * @param ids of both, as they are to be
 */
export function joinStates(
  place: FlowPlace,
  { kept, gone, ids }: { readonly kept: Thing; readonly gone: Thing; readonly ids: Thing['ids'] },
): Followed | null {
  const known = { kept: kept.states.get(place.flow), gone: gone.states.get(place.flow) };
  if (!known.kept && !known.gone) return null;
  const brings = (side: Side): 'kept' | 'gone' | null => {
    const [id] = idsOfSide(ids, place.sides[side]).filter(({ gaveWay }) => gaveWay !== true);
    if (!id) return null;
    const { endpointId, externalId } = id;
    const isKept = kept.ids.some(
      (one) => one.endpointId === endpointId && one.externalId === externalId,
    );
    return isKept ? 'kept' : 'gone';
  };
  const [a, b] = [brings('a'), brings('b')];
  const one = a === b || a === null || b === null ? (a ?? b ?? 'kept') : null;
  const whole = one && known[one];
  if (whole) return { state: whole, fate: 'kept' };
  const state = {
    a: known[a ?? 'kept']?.state.a ?? null,
    b: known[b ?? 'kept']?.state.b ?? null,
    agreed: { a: {}, b: {} },
  };
  return state.a === null && state.b === null
    ? null
    : { state: { state, intent: null }, fate: 'joined' };
}

/**
 * What a flow knows of a thing, for one part of it: its sides whose ids all belong to that part.
 * @param whole the thing before
 * @param part its ids
 */
export function partState(place: FlowPlace, whole: Thing, part: Thing['ids']): Followed | null {
  const known = whole.states.get(place.flow);
  if (!known) return null;
  const { state } = known;
  const isPart = (side: Side) =>
    idsOfSide(whole.ids, place.sides[side]).every(({ endpointId, externalId }) =>
      part.some((one) => one.endpointId === endpointId && one.externalId === externalId),
    );
  const own = { a: isPart('a'), b: isPart('b') };
  if (own.a && own.b) return { state: known, fate: 'kept' };
  const cut = { a: own.a ? state.a : null, b: own.b ? state.b : null };
  if (cut.a === null && cut.b === null) return null;
  const parted = { ...cut, agreed: { a: {}, b: {} } };
  return { state: { state: parted, intent: null }, fate: 'parted' };
}

/** The lanes of a flow whose sides have to be compared anew: both deliver what they read last. */
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
