import type { MappedItem } from '../item.ts';
import type { Side, SideState, TwoWayState } from './merge.ts';

/*
 * A merged thing may have two records in one system. The thing is written under the key that stays. The other record stands still, and is
 * still read: the hub's own last write there, which need not have been read yet, and edits by people who did not notice the merge.
 */

/** Whether a record came under a key that gave way. */
export function gaveWay({ claim }: Pick<MappedItem, 'claim'>): boolean {
  return claim.decided?.gaveWay === true;
}

/** What was known of the record that an item tells of: of the thing's side, or of what gave way there. */
export function sideOf(state: TwoWayState, side: Side, item: MappedItem): SideState | null {
  return gaveWay(item) ? (state.former?.[side][item.record.key] ?? null) : state[side];
}

/** The state with this one in the place of what was known of the item's record. */
export function withSide(
  state: TwoWayState,
  side: Side,
  item: MappedItem,
  now: SideState,
): TwoWayState {
  if (!gaveWay(item)) return { ...state, [side]: now };
  const { a = {}, b = {} } = state.former ?? {};
  const known = { a, b };
  const former = { ...known, [side]: { ...known[side], [item.record.key]: now } };
  return { ...state, former };
}
