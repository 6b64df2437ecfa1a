import { hash as digest } from 'node:crypto';
import type { HeldThing } from '../../connector-api/index.ts';
import type { JsonObject } from '../../domain/index.ts';
import { canonicalJson, Failure } from '../../domain/index.ts';
import type { MappedItem } from '../item.ts';
import { bury, toPeeked } from '../item.ts';
import { contentHash } from '../map-in-place.ts';
import { reconcileDeletions } from './deletions.ts';
import { agrees, namesOf, pick } from './fields.ts';
import type {
  Intended,
  ThingConflict,
  TwoWayFlow,
  TwoWaySettlement,
  TwoWayTarget,
} from './flow.ts';
import type { Merged, Side, SideState, TwoWayState } from './merge.ts';
import { gone, isGone, merge, neverMet, otherSide } from './merge.ts';
import { findOvertaken } from './overtaken.ts';
import { peek } from './peek.ts';
import { same } from './same.ts';
import { statesOf } from './unsettled.ts';
import { waitFor } from './wait.ts';

/** One batch of a lane that is part of a two-way flow. */
export interface Reconciliation {
  /** Gives items that change nothing on the other side their verdict, and the others the document that is to be written there. */
  reconcile(items: readonly MappedItem[], signal: AbortSignal): Promise<void>;
  /**
   * Notes durably what is about to be written: should nobody learn what became of it, the side itself is asked.
   * @param nameOf the idempotency key of an item's delivery
   */
  intend(nameOf: (item: MappedItem) => string): Promise<void>;
  /** What the batch has changed, once all items have their verdicts. */
  settlement(): TwoWaySettlement;
}

interface Considered {
  readonly item: MappedItem;
  /** What was known before the record. */
  readonly before: TwoWayState;
  readonly state: TwoWayState;
  readonly conflicts: readonly ThingConflict[];
  /** What the state becomes when the other side holds the item's document. */
  readonly whenHeld: TwoWayState;
}

export function openReconciliation(flow: TwoWayFlow, target: TwoWayTarget): Reconciliation {
  const considered: Considered[] = [];
  const deletes: MappedItem[] = [];
  const intended = new Set<MappedItem>();
  /** Deletions on the side that the hub was about to write. */
  const unsettled = new Set<MappedItem>();
  return {
    async reconcile(items, signal) {
      const open = items.filter(({ verdict }) => verdict === null);
      if (open.length === 0) return;
      const remembered = await flow.load(open.map(({ claim }) => claim.masterKey));
      const deleted = open.filter(isDelete);
      deletes.push(...deleted);
      for (const item of deleted) {
        if (remembered.get(item.claim.masterKey)?.intent?.to === flow.side) unsettled.add(item);
      }
      await reconcileDeletions(flow, { items: deleted, remembered, target }, signal);
      const upserts = open.filter((item) => !isDelete(item));
      const states = await statesOf(flow, { items: upserts, remembered, target }, signal);
      const all = upserts.flatMap((item) => {
        const known = states.get(item) ?? null;
        if (known === null) item.verdict = waitFor(item);
        return known === null ? [] : [{ item, known, state: withRead(flow, known, item) }];
      });
      const read = await leaveOutOvertaken(flow, all, signal);
      const needed = read.filter((one) => !isSettled(flow, one, considered));
      const things = needed.map(({ item }) => toPeeked(item));
      const held = await peek(target, things, signal);
      needed.forEach((one, index) => considered.push(decide(flow, one, held[index] ?? null)));
    },
    async intend(nameOf) {
      const writes = new Map<string, Intended>();
      for (const one of considered) {
        const { item } = one;
        if (item.verdict !== null) continue;
        intended.add(item);
        const whenHeld = learned(flow, one, true);
        const intent = { to: otherSide(flow.side), name: nameOf(item), whenHeld };
        // What was found out about a write noted before would be forgotten with its note.
        const state = one.before === neverMet ? learned(flow, one, false) : one.before;
        writes.set(item.claim.masterKey, { ...intent, state });
      }
      if (writes.size > 0) await flow.intend(writes);
    },
    settlement() {
      const states = new Map<string, TwoWayState>();
      const inDoubt = new Set<string>();
      const conflicts: ThingConflict[] = [];
      // What is gone and comes again is new, also with the content that it had.
      for (const item of deletes.filter(isHeld)) {
        states.set(item.claim.masterKey, gone);
        if (unsettled.has(item)) inDoubt.add(item.claim.masterKey);
      }
      for (const one of considered) {
        const { masterKey } = one.item.claim;
        states.set(masterKey, learned(flow, one, isHeld(one.item)));
        if (isHeld(one.item)) conflicts.push(...one.conflicts);
        else if (intended.has(one.item)) inDoubt.add(masterKey);
      }
      return { flow: flow.name, states, inDoubt, conflicts };
    },
  };
}

function isDelete({ record }: MappedItem): boolean {
  return record.operation === 'delete';
}

function isHeld({ verdict }: MappedItem): boolean {
  const kind = verdict?.kind;
  return kind === 'applied' || kind === 'unchanged' || kind === 'echo';
}

/**
 * What is known afterwards. A record under a key that gave way is an edit of the thing, which the other side gets. What this side holds
 * is told by the key that stays alone, so this side has still to get the edit, and does so from the other side.
 */
function learned(
  { side }: TwoWayFlow,
  { item, before, state, whenHeld }: Considered,
  holds: boolean,
): TwoWayState {
  const now = holds ? whenHeld : state;
  if (!gaveWay(item)) return now;
  const to = otherSide(side);
  return { ...before, [to]: now[to] };
}

function gaveWay({ claim }: MappedItem): boolean {
  return claim.decided?.gaveWay === true;
}

interface Read {
  readonly item: MappedItem;
  readonly known: TwoWayState;
  /** With what the record says of its side. */
  readonly state: TwoWayState;
}

/** A record that was read before, and has been written over by the hub since, says nothing of its side any more. */
function withRead(flow: TwoWayFlow, known: TwoWayState, { record, document }: MappedItem) {
  const { side } = flow;
  const before = known[side];
  if (before?.version != null && record.version <= before.version) return known;
  const held = pick(record.document, namesOf(flow.shared, side));
  const isEcho = before !== null && agrees(before.held, held);
  const now: SideState = {
    // What was written is kept as it was spelled: it is what both agreed on.
    held: isEcho ? before.held : held,
    version: record.version,
    written: isEcho && before.written,
    rest: restOf(flow, document),
  };
  return { ...known, [side]: now };
}

/** Those that say how things stand; the others get their verdict. */
async function leaveOutOvertaken(
  flow: TwoWayFlow,
  read: readonly Read[],
  signal: AbortSignal,
): Promise<readonly Read[]> {
  const records = read.map(({ item, known, state }) => ({
    item,
    before: known[flow.side],
    wasDeleted: isGone(known),
    told: pick(item.record.document, namesOf(flow.shared, flow.side)),
    // Nobody writes there any more, so nothing was written over.
    isNews: state !== known && !gaveWay(item),
  }));
  const overtaken = await findOvertaken(flow, records, signal);
  return read.filter(({ item }, index) => {
    if (overtaken[index] === true) item.verdict = { kind: 'superseded' };
    if (overtaken[index] === null) item.verdict = waitFor(item);
    return overtaken[index] === false;
  });
}

/** Whether the other side needs nothing, as far as the hub knows. Then no question is asked of it. */
function isSettled(flow: TwoWayFlow, { item, known, state }: Read, considered: Considered[]) {
  const other = state[otherSide(flow.side)];
  const own = known[flow.side];
  if (!other || !own || own.rest !== state[flow.side]?.rest) return false;
  const merged = mergeOf(flow, state, other.held, other.version);
  if (merged.undecided || merged.winners.includes(flow.side)) return false;
  const whenHeld = agree(flow, state, other, merged);
  item.verdict = { kind: state[flow.side]?.written ? 'echo' : 'unchanged' };
  considered.push({ item, before: known, state, whenHeld, conflicts: [] });
  return true;
}

/** Makes the document of an item from what the other side really holds. */
function decide(
  flow: TwoWayFlow,
  { item, known: before, state }: Read,
  held: HeldThing | null,
): Considered {
  const to = otherSide(flow.side);
  const there = held && pick(held.now, namesOf(flow.shared, to));
  const known = state[to];
  if (held !== null && !known && item.externalId === null && !flow.sharesKeys) {
    // Its own stream makes another thing of it, so waiting until it has been read would be waiting for ever.
    bury(item, stranger(flow, item));
    return { item, before, state, whenHeld: state, conflicts: [] };
  }
  // A change there that its own stream has not read yet. Written over now, it would be read afterwards as a newer one that takes
  // back what was written.
  const unread = there !== null && !(known && agrees(known.held, there));
  const merged = mergeOf(flow, state, there, known?.version ?? null);
  if (unread || merged.undecided) {
    item.verdict = waitFor(item);
    return { item, before, state, whenHeld: state, conflicts: [] };
  }
  const document = { ...item.document, ...winnersOf(flow, merged, state, there) };
  item.document = document;
  item.hash = contentHash(document, 'state');
  item.expected = held;
  // Where both sides share their keys nobody may have linked it yet: it is there all the same, and must not be created.
  item.externalId ??= held?.id ?? null;
  const unchanged = held !== null && agrees(held.now, spelled(document, held));
  if (unchanged) item.verdict = { kind: state[flow.side]?.written ? 'echo' : 'unchanged' };
  const written = pick(held ? spelled(document, held) : document, namesOf(flow.shared, to));
  const now: SideState = {
    held: written,
    version: known?.version ?? null,
    // What its own stream has still to tell is no echo.
    written: !unchanged || known?.written === true,
    rest: known?.rest ?? NO_REST,
  };
  const { masterKey } = item.claim;
  const conflicts = merged.conflicts.map((conflict) => {
    return { ...conflict, masterKey, key: item.record.key };
  });
  const whenHeld = agree(flow, { ...state, [to]: now }, now, merged);
  return { item, before, state, whenHeld, conflicts };
}

function stranger({ name }: TwoWayFlow, { record }: MappedItem): Failure {
  return new Failure('MATCH_MISSING', {
    message: `The other side of the flow ${name} holds a thing with the key "${record.key}" that the hub did not make of this one.`,
  });
}

function mergeOf(
  { shared, rule, side }: TwoWayFlow,
  state: TwoWayState,
  there: JsonObject | null,
  version: number | null,
): Merged {
  const here = state[side];
  const to = otherSide(side);
  const held = { [side]: here?.held ?? null, [to]: there } as Record<Side, JsonObject | null>;
  const versions = { [side]: here?.version ?? null, [to]: version } as Record<Side, number | null>;
  return merge({ shared, rule, agreed: state.agreed, held, versions });
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

const NO_REST = hashOf({});

function restOf(flow: TwoWayFlow, document: JsonObject): string {
  const shared = new Set(namesOf(flow.shared, otherSide(flow.side)));
  const rest = Object.entries(document).filter(([name]) => !shared.has(name));
  return hashOf(Object.fromEntries(rest));
}

function hashOf(document: JsonObject): string {
  return digest('sha1', canonicalJson(document), 'base64url');
}
