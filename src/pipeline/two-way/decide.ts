import type { HeldThing } from '../../connector-api/index.ts';
import type { JsonObject } from '../../domain/index.ts';
import { Failure } from '../../domain/index.ts';
import type { MappedItem } from '../item.ts';
import { bury } from '../item.ts';
import { contentHash } from '../map-in-place.ts';
import { agrees, namesOf, pick } from './fields.ts';
import type { ThingConflict, TwoWayFlow } from './flow.ts';
import type { EditTimes, Merged, Side, SideState, TwoWayState } from './merge.ts';
import { editedAt, merge, otherSide } from './merge.ts';
import type { Reading } from './reading.ts';
import { isNothingNew, NO_REST, ownFields } from './reading.ts';
import { same } from './same.ts';
import { waitFor } from './wait.ts';

/** A record that has its verdict, or the document to write. */
export interface Considered extends Reading {
  readonly conflicts: readonly ThingConflict[];
  /** The state once the other side holds the item's document. */
  readonly whenHeld: TwoWayState;
}

/**
 * Gives a record its verdict if the hub knows that the other side needs nothing, which saves asking that side.
 * @returns null if the other side has to be asked
 */
export function settleUnasked(flow: TwoWayFlow, reading: Reading): Considered | null {
  const { item, state, before, now, tellsMore } = reading;
  const verdict = { kind: now.written ? 'echo' : 'unchanged' } as const;
  if (isNothingNew(reading)) {
    item.verdict = verdict;
    return { ...reading, whenHeld: state, conflicts: [] };
  }
  const other = state[otherSide(flow.side)];
  if (!other || !before || tellsMore) return null;
  const merged = mergeOf(flow, reading, other.held, other);
  if (merged.undecided || merged.winners.includes(flow.side)) return null;
  item.verdict = verdict;
  return { ...reading, whenHeld: agree(flow, state, other, merged), conflicts: [] };
}

/** Builds the document of an item from what the other side actually holds. */
export function decide(flow: TwoWayFlow, reading: Reading, held: HeldThing | null): Considered {
  const { item, state, now: own } = reading;
  const to = otherSide(flow.side);
  const there = held && pick(held.now, namesOf(flow.shared, to));
  const known = state[to];
  if (held !== null && !known && item.externalId === null && !flow.sharesKeys) {
    // The other side's stream makes a separate thing of it, so waiting for that stream would never end.
    bury(item, stranger(flow, item));
    return { ...reading, whenHeld: state, conflicts: [] };
  }
  // The other side holds a change that its own stream has not read yet. If this write replaced it, the stream would later read
  // it as a newer change and undo this write.
  const unread = there !== null && !(known && agrees(known.held, there));
  const merged = mergeOf(flow, reading, there, known);
  if (unread || merged.undecided) {
    item.verdict = waitFor(item);
    return { ...reading, whenHeld: state, conflicts: [] };
  }
  const document = {
    ...item.document,
    ...keptThere(flow, reading, held),
    ...winnersOf(flow, merged, state, there),
  };
  item.document = document;
  item.hash = contentHash(document, 'state');
  item.expected = held;
  // If both sides share their keys, the thing can exist there before it is linked. It must not be created again.
  item.externalId ??= held?.id ?? null;
  const unchanged = held !== null && agrees(held.now, spelled(document, held));
  if (unchanged) item.verdict = { kind: own.written ? 'echo' : 'unchanged' };
  const now: SideState = {
    held: pick(held ? spelled(document, held) : document, namesOf(flow.shared, to)),
    version: known?.version ?? null,
    // If nothing is written here, a record that the other side's stream has yet to deliver is not an echo.
    written: !unchanged || known?.written === true,
    ...editedThere(flow, reading, merged, there),
    rest: known?.rest ?? NO_REST,
  };
  const { masterKey } = item.claim;
  const conflicts = merged.conflicts.map((conflict) => {
    return { ...conflict, masterKey, key: item.record.key };
  });
  const whenHeld = agree(flow, { ...state, [to]: now }, now, merged);
  return { ...reading, whenHeld, conflicts };
}

/**
 * Returns the other side's values of the fields that only this side writes, if the record came under a key that gave way and did
 * not edit them: its own values may be older.
 */
function keptThere(
  flow: TwoWayFlow,
  { item, edited, tellsMore }: Reading,
  held: HeldThing | null,
): JsonObject {
  if (held === null || edited === undefined || tellsMore) return {};
  const names = Object.keys(ownFields(flow, item.document));
  return pick(
    held.now,
    names.filter((name) => name in held.now),
  );
}

/** Returns when the values for the other side were edited. Only under `last-writer` are versions of both sides comparable times. */
function editedThere(
  { shared, side, rule }: TwoWayFlow,
  { state }: Reading,
  { winners }: Merged,
  there: JsonObject | null,
): Pick<SideState, 'since' | 'edited'> {
  const [own, other] = [state[side], state[otherSide(side)]];
  if (rule !== 'last-writer') return other?.edited ? { edited: other.edited } : {};
  const times = [editedAt(own), editedAt(other)].filter((time) => time !== null);
  const since = times.length === 0 ? {} : { since: Math.max(...times) };
  if (!state.former) return since;
  const edited: Record<string, number> = { ...other?.edited };
  shared.forEach(({ names }, index) => {
    const time = own?.edited?.[names[side]] ?? editedAt(own);
    const isOwn = winners[index] === side || there === null;
    if (isOwn && time !== null) edited[names[otherSide(side)]] = time;
  });
  return { ...since, edited };
}

function stranger({ name }: TwoWayFlow, { record }: MappedItem): Failure {
  return new Failure('MATCH_MISSING', {
    message: `The other side of the flow ${name} already holds a thing with the key "${record.key}", and the hub has not linked it to this one.`,
  });
}

function mergeOf(
  { shared, rule, side }: TwoWayFlow,
  { state, edited }: Reading,
  there: JsonObject | null,
  other: SideState | null,
): Merged {
  const here = state[side];
  const to = otherSide(side);
  const held = { [side]: here?.held ?? null, [to]: there } as Record<Side, JsonObject | null>;
  const versions = { [side]: editedAt(here), [to]: editedAt(other) } as Record<Side, number | null>;
  const times = { [side]: here?.edited ?? {}, [to]: other?.edited ?? {} } as Record<
    Side,
    EditTimes
  >;
  const only = edited && { only: edited };
  return merge({ shared, ...only, rule, agreed: state.agreed, held, versions, edited: times });
}

/** Returns the shared fields as the merge decided, by the other side's names. */
function winnersOf(
  { shared, side }: TwoWayFlow,
  { winners }: Merged,
  state: TwoWayState,
  there: JsonObject | null,
): JsonObject {
  const to = otherSide(side);
  return Object.fromEntries(
    shared.map(({ names }, index) => {
      const own = winners[index] === side || there === null;
      return [names[to], (own ? state[side]?.held[names[side]] : there[names[to]]) ?? null];
    }),
  );
}

/** Records agreement on each field that the other side did not win, since that side is about to hold this side's value. */
function agree(
  { shared, side }: TwoWayFlow,
  state: TwoWayState,
  there: SideState,
  { winners }: Merged,
): TwoWayState {
  const to = otherSide(side);
  const agreed = { a: { ...state.agreed.a }, b: { ...state.agreed.b } } as Record<
    Side,
    Record<string, JsonObject[string]>
  >;
  shared.forEach(({ names }, index) => {
    if (winners[index] === to) return;
    agreed[side][names[side]] = state[side]?.held[names[side]] ?? null;
    agreed[to][names[to]] = there.held[names[to]] ?? null;
  });
  return { ...state, agreed };
}

/** Returns the document in the target's spelling, where that is known. */
function spelled(document: JsonObject, held: HeldThing): JsonObject {
  const fields = Object.entries(document).map(([name, value]) => {
    if (same(value, held.now[name])) return [name, held.now[name] ?? null] as const;
    return [name, same(value, held.then[name]) ? (held.then[name] ?? null) : value] as const;
  });
  return Object.fromEntries(fields);
}
