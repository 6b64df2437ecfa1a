import type { HeldThing, PeekedThing } from '../../connector-api/index.ts';
import type { MappedItem } from '../item.ts';
import { toPeeked } from '../item.ts';
import { agrees, namesOf, pick } from './fields.ts';
import type { TwoWayFlow, TwoWayTarget } from './flow.ts';
import { isGone, neverMet, otherSide } from './merge.ts';
import { heldBack, peek } from './peek.ts';
import type { Remembered } from './unsettled.ts';
import { waitFor } from './wait.ts';

/**
 * Gives deletions that change nothing on the other side their verdict, and those that have to wait. What is left deletes what the other
 * side held when it was asked.
 * - The other side was told before, and tells it back: an echo.
 * - The thing is there again, where the record says it is gone: the hub or somebody has written it since, so it is superseded. The hub's
 *   own deletion, read late, would else delete what came back.
 * - The other side holds an edit that its own stream has not read yet: whoever deleted the thing had not got that, so it comes back by
 *   it. Until it has been read, the deletion waits.
 */
export async function reconcileDeletions(
  flow: TwoWayFlow,
  {
    items,
    remembered,
    target,
  }: {
    readonly items: readonly MappedItem[];
    readonly remembered: ReadonlyMap<string, Remembered>;
    readonly target: TwoWayTarget;
  },
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
  // Without common keys nobody made one thing of these two.
  const isStranger = known === null && item.externalId === null && !flow.sharesKeys;
  // A write that nobody has heard of yet may still be under way there. The deletion, which is newer, keeps it from being made.
  if (held === null && intent?.to === to) return;
  if (held === null || isStranger) {
    item.verdict = { kind: 'unchanged' };
    return;
  }
  const there = pick(held.now, namesOf(flow.shared, to));
  if (known === null || !agrees(known, there)) item.verdict = waitFor(item);
  item.expected = held;
}

/** What the source still knew of the thing need not be all that is shared. */
function withShared({ shared, side }: TwoWayFlow, item: MappedItem): PeekedThing {
  const document = { ...pick({}, namesOf(shared, otherSide(side))), ...item.document };
  return { ...toPeeked(item), document };
}
