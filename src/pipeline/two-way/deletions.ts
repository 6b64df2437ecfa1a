import type { HeldThing, PeekedThing } from '../../connector-api/index.ts';
import type { MappedItem } from '../item.ts';
import { toPeeked } from '../item.ts';
import { agrees, namesOf, pick } from './fields.ts';
import type { TwoWayFlow } from './flow.ts';
import { isGone, neverMet, otherSide } from './merge.ts';
import { heldBack, peek } from './peek.ts';
import type { Remembered, RememberedItems } from './unsettled.ts';
import { waitFor } from './wait.ts';

/**
 * Gives a verdict to deletions that change nothing on the other side, and to those that have to wait. Each remaining one deletes
 * what the other side held when it was asked.
 * - The thing is known to be deleted on both sides: the record is an echo.
 * - The side that reported the deletion holds the thing again, because the hub or somebody else has written it since: the record
 *   is superseded. Otherwise the hub's own deletion, read late, would delete the thing that came back.
 * - The other side holds an edit that its own stream has not read yet: the thing was deleted without knowledge of the edit, and
 *   the edit brings it back. The deletion waits until the edit has been read.
 */
export async function reconcileDeletions(
  flow: TwoWayFlow,
  { items, remembered, target }: RememberedItems,
  signal: AbortSignal,
): Promise<void> {
  for (const item of items) {
    const { state = neverMet, intent = null } = remembered.get(item.claim.masterKey) ?? {};
    if (isGone(state) && intent === null) item.verdict = { kind: 'echo' };
  }
  const told = items.filter(({ verdict }) => verdict === null);
  const again = await heldBack(flow, told, signal);
  told.forEach((item, index) => {
    if (again === null) item.verdict = waitFor(item);
    else if (again[index]) item.verdict = { kind: 'superseded' };
  });
  const open = told.filter(({ verdict }) => verdict === null);
  const held = await peek(
    target,
    open.map((item) => withShared(flow, item)),
    signal,
  );
  open.forEach((item, index) => {
    decide(flow, item, remembered.get(item.claim.masterKey), held[index] ?? null);
  });
}

function decide(
  flow: TwoWayFlow,
  item: MappedItem,
  { state, intent }: Remembered = { state: neverMet, intent: null },
  held: HeldThing | null,
): void {
  const to = otherSide(flow.side);
  const known = state[to]?.held ?? null;
  // Without shared keys, nothing has made these two one thing.
  const isStranger = known === null && item.externalId === null && !flow.sharesKeys;
  // A write with unknown outcome may still be in flight there. Delivering the deletion, which is newer, keeps it from taking effect.
  if (held === null && intent?.to === to) return;
  if (held === null || isStranger) {
    item.verdict = { kind: 'unchanged' };
    return;
  }
  const there = pick(held.now, namesOf(flow.shared, to));
  if (known === null || !agrees(known, there)) item.verdict = waitFor(item);
  item.expected = held;
}

/** Adds the shared fields that the deletion does not carry, so that the target is asked for all of them. */
function withShared({ shared, side }: TwoWayFlow, item: MappedItem): PeekedThing {
  const document = { ...pick({}, namesOf(shared, otherSide(side))), ...item.document };
  return { ...toPeeked(item), document };
}
