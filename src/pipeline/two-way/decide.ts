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

/** A record that has its verdict, or the document that is to be written. */
export interface Considered extends Reading {
  readonly conflicts: readonly ThingConflict[];
  /** What the state becomes when the other side holds the item's document. */
  readonly whenHeld: TwoWayState;
}

/**
 * Gives a record its verdict where the other side needs nothing, as far as the hub knows. Then no question is asked of it.
 * @returns null where it has to be asked
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

/** Makes the document of an item from what the other side really holds. */
export function decide(flow: TwoWayFlow, reading: Reading, held: HeldThing | null): Considered {
  const { item, state, now: own } = reading;
  const to = otherSide(flow.side);
  const there = held && pick(held.now, namesOf(flow.shared, to));
  const known = state[to];
  if (held !== null && !known && item.externalId === null && !flow.sharesKeys) {
    // Its own stream makes another thing of it, so waiting until it has been read would be waiting for ever.
    bury(item, stranger(flow, item));
    return { ...reading, whenHeld: state, conflicts: [] };
  }
  // A change there that its own stream has not read yet. Written over now, it would be read afterwards as a newer one that takes
  // back what was written.
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
  // Where both sides share their keys nobody may have linked it yet: it is there all the same, and must not be created.
  item.externalId ??= held?.id ?? null;
  const unchanged = held !== null && agrees(held.now, spelled(document, held));
  if (unchanged) item.verdict = { kind: own.written ? 'echo' : 'unchanged' };
  const now: SideState = {
    held: pick(held ? spelled(document, held) : document, namesOf(flow.shared, to)),
    version: known?.version ?? null,
    // What its own stream has still to tell is no echo.
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

/** What only this side writes, and what an edit under a key that gave way left alone: it may be older there. */
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

/** When what the other side gets was edited. Only last writers have versions that are times of one kind. */
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
    message: `The other side of the flow ${name} holds a thing with the key "${record.key}" that the hub did not make of this one.`,
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

/** The other side's shared fields, by its names, as the merge wants them. */
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

/** Both sides agree on each field that the other side did not win: it is about to hold this side's value. */
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

/** A document in the target's spelling, where that is known. */
function spelled(document: JsonObject, held: HeldThing): JsonObject {
  const fields = Object.entries(document).map(([name, value]) => {
    if (same(value, held.now[name])) return [name, held.now[name] ?? null] as const;
    return [name, same(value, held.then[name]) ? (held.then[name] ?? null) : value] as const;
  });
  return Object.fromEntries(fields);
}
