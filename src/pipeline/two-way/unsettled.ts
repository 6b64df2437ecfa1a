import type { HeldThing, PeekedThing } from '../../connector-api/index.ts';
import type { JsonObject } from '../../domain/index.ts';
import type { MappedItem } from '../item.ts';
import { toPeeked } from '../item.ts';
import type { TwoWayFlow, TwoWayTarget } from './flow.ts';
import { gaveWay, sideOf, withSide } from './former.ts';
import type { Side, SideState, TwoWayState } from './merge.ts';
import { neverMet, otherSide } from './merge.ts';
import { peek, thingBack, unlessAway } from './peek.ts';
import { same } from './same.ts';

/** A write into one side of a thing, noted before it is made. */
export interface Intent {
  readonly to: Side;
  /** The idempotency key of its delivery. */
  readonly name: string;
  /** The state once that side holds it. */
  readonly whenHeld: TwoWayState;
}

/** What is remembered of a thing. */
export interface Remembered {
  readonly state: TwoWayState;
  /** A write with unknown outcome; null when there is none. */
  readonly intent: Intent | null;
}

/** Items of a batch, what is remembered of their things by master key, and the target that they go to. */
export interface RememberedItems {
  readonly items: readonly MappedItem[];
  readonly remembered: ReadonlyMap<string, Remembered>;
  readonly target: TwoWayTarget;
}

/** A write that may have taken place, and what was known of the record before. */
interface Doubt {
  readonly item: MappedItem;
  readonly to: Side;
  readonly name: string;
  readonly before: JsonObject | null;
  /** The shared fields if it took place. */
  readonly written: JsonObject;
  readonly outcome: (state: TwoWayState, tookPlace: boolean) => TwoWayState;
}

/**
 * Finds out which writes took place although they were never settled, because the hub died or the target did not answer. If they were
 * mistaken for edits of the side that holds them, they would conflict with later changes of the other side. Only the side itself knows.
 * @returns the state of each item's thing; null while the side that this lane reads would have to be asked and cannot
 */
export async function statesOf(
  flow: Pick<TwoWayFlow, 'side' | 'shared' | 'targetBack'>,
  { items, remembered, target }: RememberedItems,
  signal: AbortSignal,
): Promise<ReadonlyMap<MappedItem, TwoWayState | null>> {
  const states = new Map<MappedItem, TwoWayState | null>();
  const doubts: Doubt[] = [];
  for (const item of items) {
    const known = knownOf(flow.side, remembered.get(item.claim.masterKey), item);
    states.set(item, known.state);
    doubts.push(...doubtsOf(flow.side, known, item));
  }
  const note = (some: readonly Doubt[], took: readonly boolean[] | null) => {
    some.forEach(({ item, outcome }, index) => {
      const state = states.get(item) ?? null;
      states.set(item, state && took && outcome(state, took[index] === true));
    });
  };
  const there = doubts.filter(({ to }) => to !== flow.side);
  const back = doubts.filter(({ to }) => to === flow.side);
  const thingsThere = there.map(({ item }) => toPeeked(item));
  note(there, await tookPlace(target, there, thingsThere, signal));
  const thingsBack = back.map(({ item }) => thingBack(flow, item));
  const asking = tookPlace(flow.targetBack(), back, thingsBack, signal);
  note(back, await unlessAway(asking, signal));
  return states;
}

/** A record that gave way cannot be used to ask about the record that stays, so a write into that one remains in doubt. */
function knownOf(
  side: Side,
  known: Remembered = { state: neverMet, intent: null },
  item: MappedItem,
): Remembered {
  if (known.intent?.to !== side || !gaveWay(item)) return known;
  return { state: { ...known.state, [side]: sideInDoubt(known, side) }, intent: null };
}

/** Returns a side together with the write into it whose outcome is unknown. */
export function sideInDoubt({ state, intent }: Remembered, side: Side): SideState | null {
  const known = state[side];
  const written = intent?.to === side ? intent.whenHeld[side] : null;
  if (intent === null || written === null) return known;
  // The write was to create the record: either the side has it as written, or not at all.
  if (known === null) return written;
  return { ...known, unsettled: { name: intent.name, whenHeld: written } };
}

/** Returns the doubts about both sides of a thing; for the side that this lane reads, those about the item's record. */
function doubtsOf(side: Side, { state, intent }: Remembered, item: MappedItem): Doubt[] {
  const doubts: Doubt[] = [];
  const to = otherSide(side);
  const left = [
    { to, one: state[to], put: (now: SideState, all: TwoWayState) => ({ ...all, [to]: now }) },
    {
      to: side,
      one: sideOf(state, side, item),
      put: (now: SideState, all: TwoWayState) => withSide(all, side, item, now),
    },
  ];
  for (const { to, one, put } of left) {
    if (!one?.unsettled) continue;
    const { unsettled, ...before } = one;
    const { name, whenHeld } = unsettled;
    doubts.push({
      ...{ item, to, name, before: before.held, written: whenHeld.held },
      outcome: (all, took) => put(took ? whenHeld : before, all),
    });
  }
  if (intent) {
    const { to, name, whenHeld } = intent;
    doubts.push({
      ...{ item, to, name },
      before: state[to]?.held ?? null,
      written: whenHeld[to]?.held ?? {},
      outcome: (all, took) => (took ? whenHeld : all),
    });
  }
  return doubts;
}

/** Decides by the side's own memory of its last writes; if it keeps none, by what it holds. */
async function tookPlace(
  target: TwoWayTarget,
  doubts: readonly Doubt[],
  things: readonly PeekedThing[],
  signal: AbortSignal,
): Promise<readonly boolean[]> {
  if (things.length === 0) return [];
  const names = (await target.lastWrites?.({ things, signal })) ?? null;
  if (names) return doubts.map(({ name }, index) => names[index] === name);
  const held = await peek(target, things, signal);
  return doubts.map((one, index) => isHeldBy(one, held[index] ?? null));
}

/** A write changes all of its fields at once, so one changed field proves it: the others were edited since. */
function isHeldBy({ item, before, written }: Doubt, held: HeldThing | null): boolean {
  if (held === null) return false;
  // The key proves nothing: anyone else who creates the thing gives it the same key.
  const wasThere = (name: string) =>
    before ? same(before[name], written[name]) : same(item.record.key, written[name]);
  const changed = Object.keys(written).filter((name) => !wasThere(name));
  return changed.length === 0 || changed.some((name) => same(held.now[name], written[name]));
}
