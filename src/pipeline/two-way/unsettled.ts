import type { HeldThing, PeekedThing } from '../../connector-api/index.ts';
import type { MappedItem } from '../item.ts';
import { toPeeked } from '../item.ts';
import type { TwoWayFlow, TwoWayTarget } from './flow.ts';
import type { Side, TwoWayState } from './merge.ts';
import { neverMet } from './merge.ts';
import { peek, thingBack, unlessAway } from './peek.ts';
import { same } from './same.ts';

/** A write into one side of a thing, noted before it is made. */
export interface Intent {
  readonly to: Side;
  /** The idempotency key of its delivery. */
  readonly name: string;
  /** What the state becomes when that side holds it. */
  readonly whenHeld: TwoWayState;
}

/** What is remembered of a thing. */
export interface Remembered {
  readonly state: TwoWayState;
  /** A write of which nobody knows whether it took place; null: there is none. */
  readonly intent: Intent | null;
}

type Doubtful = Remembered & { readonly item: MappedItem; readonly intent: Intent };

/**
 * Finds out which writes took place although they were never settled: the hub died in between, or the target gave no answer. Taken for
 * edits of the side that holds them, they would contradict what the other side has told since. Only the side itself knows.
 * @returns the state of each item's thing; null where its side, which this lane reads, cannot be asked just now
 */
export async function statesOf(
  flow: Pick<TwoWayFlow, 'side' | 'shared' | 'targetBack'>,
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
): Promise<ReadonlyMap<MappedItem, TwoWayState | null>> {
  const states = new Map<MappedItem, TwoWayState | null>();
  const doubtful: Doubtful[] = [];
  for (const item of items) {
    const { state = neverMet, intent = null } = remembered.get(item.claim.masterKey) ?? {};
    states.set(item, state);
    if (intent) doubtful.push({ item, state, intent });
  }
  const [there, back] = [
    doubtful.filter(({ intent }) => intent.to !== flow.side),
    doubtful.filter(({ intent }) => intent.to === flow.side),
  ];
  const note = (some: readonly Doubtful[], took: readonly boolean[] | null) => {
    some.forEach(({ item, state, intent }, index) => {
      states.set(item, took && (took[index] === true ? intent.whenHeld : state));
    });
  };
  const thingsThere = there.map(({ item }) => toPeeked(item));
  note(there, await tookPlace(target, there, thingsThere, signal));
  const thingsBack = back.map(({ item }) => thingBack(flow, item));
  const asking = tookPlace(flow.targetBack(), back, thingsBack, signal);
  note(back, await unlessAway(asking, signal));
  return states;
}

/** By the side's own memory of what was written there; where it keeps none, by what it holds. */
async function tookPlace(
  target: TwoWayTarget,
  doubtful: readonly Doubtful[],
  things: readonly PeekedThing[],
  signal: AbortSignal,
): Promise<readonly boolean[]> {
  if (things.length === 0) return [];
  const names = (await target.lastWrites?.({ things, signal })) ?? null;
  if (names) return doubtful.map(({ intent }, index) => names[index] === intent.name);
  const held = await peek(target, things, signal);
  return doubtful.map((one, index) => isHeldBy(one, held[index] ?? null));
}

/** A write changes all of its fields at once; what of them the side does not hold was edited since. */
function isHeldBy({ item, state, intent }: Doubtful, held: HeldThing | null): boolean {
  if (held === null) return false;
  const { to, whenHeld } = intent;
  const written = whenHeld[to]?.held ?? {};
  const before = state[to]?.held;
  // Whoever else makes the thing gives it the same key.
  const wasThere = (name: string) =>
    before ? same(before[name], written[name]) : same(item.record.key, written[name]);
  const changed = Object.keys(written).filter((name) => !wasThere(name));
  return changed.length === 0 || changed.some((name) => same(held.now[name], written[name]));
}
