import { isDeepStrictEqual } from 'node:util';
import type { FormerStates, Remembered, Side, SideState } from '../../pipeline/index.ts';
import { sideInDoubt } from '../../pipeline/index.ts';
import type { FlowPlace, Thing, ThingId } from './thing.ts';
import { isSameId } from './thing.ts';

/**
 * Returns what is known of a record by its id, with a write into it whose outcome is unknown: from now on, the flow asks about the
 * thing by other ids.
 */
export function knownOf(
  place: FlowPlace,
  side: Side,
  things: readonly Thing[],
  id: ThingId,
): SideState | null {
  const { known, own } = find(place, things, id) ?? {};
  if (!known || !own) return null;
  if (own.gaveWay !== true) return sideInDoubt(known, side);
  return known.state.former?.[side][own.externalId] ?? null;
}

function find({ flow }: FlowPlace, things: readonly Thing[], id: ThingId) {
  for (const { ids, states } of things) {
    const own = ids.find((one) => isSameId(one, id));
    const known = states.get(flow);
    if (own && known) return { own, known };
  }
  return null;
}

/** The same for an id that gives way: what its record reported and the other side does not have yet remains an edit. */
function formerlyOf(
  place: FlowPlace,
  side: Side,
  things: readonly Thing[],
  id: ThingId,
): SideState | null {
  const now = knownOf(place, side, things, id);
  const { known, own } = find(place, things, id) ?? {};
  if (!now || !known || own?.gaveWay === true) return now;
  const held = known.state.agreed[side];
  const isAgreed = isDeepStrictEqual(now.held, held);
  return isAgreed ? now : { ...now, held, version: null, written: false };
}

interface Parted {
  /** The things as they were. */
  readonly before: readonly Thing[];
  /** The ids as they will be. */
  readonly ids: readonly ThingId[];
  readonly stays: Readonly<Record<Side, ThingId | null>>;
}

/** Returns what is known of the ids that give way, by the keys under which their records are read; null if nothing is. */
export function formerOf(place: FlowPlace, change: Parted): FormerStates | null {
  const former = { a: sideFormers(place, 'a', change), b: sideFormers(place, 'b', change) };
  return Object.keys({ ...former.a, ...former.b }).length > 0 ? former : null;
}

function sideFormers(place: FlowPlace, side: Side, { before, ids, stays }: Parted) {
  const former: Record<string, SideState> = {};
  for (const id of ids) {
    const isOfSide = place.sides[side].endpoints.some(
      ({ connector, entity }) => id.connector === connector && id.entity === entity,
    );
    // A key and the record that it names may each have an id.
    if (id.gaveWay !== true || !isOfSide || id.externalId === stays[side]?.externalId) continue;
    const known = formerlyOf(place, side, before, id);
    if (known) former[id.externalId] = known;
  }
  return former;
}

/** Returns the same with `former` in place of the previous one. */
export function withFormer({ state, intent }: Remembered, former: FormerStates | null): Remembered {
  const put = ({ former: _before, ...known }: Remembered['state']) =>
    former ? { ...known, former } : known;
  return { state: put(state), intent: intent && { ...intent, whenHeld: put(intent.whenHeld) } };
}
