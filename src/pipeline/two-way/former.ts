import type { MappedItem } from '../item.ts';
import type { Side, SideState, TwoWayState } from './merge.ts';

/*
 * A merged thing may have two records in one system. The hub writes the thing under the key that stays. It no longer writes the other
 * record but still reads it: the hub's own last write there may be unread, and people who did not notice the merge may edit it.
 */

/** Whether the record came under a key that gave way. */
export function gaveWay({ claim }: Pick<MappedItem, 'claim'>): boolean {
  return claim.decided?.gaveWay === true;
}

/** Returns what was known of the item's record: the thing's side, or the record there that gave way. */
export function sideOf(state: TwoWayState, side: Side, item: MappedItem): SideState | null {
  return gaveWay(item) ? (state.former?.[side][item.record.key] ?? null) : state[side];
}

/** Returns the state with `now` in place of what was known of the item's record. */
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
