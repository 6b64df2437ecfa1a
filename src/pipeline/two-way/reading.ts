import { hash as digest } from 'node:crypto';
import type { JsonObject } from '../../domain/index.ts';
import { canonicalJson } from '../../domain/index.ts';
import type { MappedItem } from '../item.ts';
import { agrees, namesOf, pick } from './fields.ts';
import type { TwoWayFlow } from './flow.ts';
import { gaveWay, sideOf } from './former.ts';
import type { SharedField, SideState, TwoWayState } from './merge.ts';
import { otherSide } from './merge.ts';
import { same } from './same.ts';

/** A record beside what was known of its thing. */
export interface Reading {
  readonly item: MappedItem;
  /** What was known of the thing. */
  readonly known: TwoWayState;
  /** What was known of the record. */
  readonly before: SideState | null;
  /** What the record says of itself. */
  readonly now: SideState;
  /** The thing with what the record says of it. */
  readonly state: TwoWayState;
  /** The shared fields that it may have changed; absent: any. */
  readonly edited?: readonly SharedField[];
  /** It tells something else than before besides shared fields. */
  readonly tellsMore: boolean;
}

type Flow = Pick<TwoWayFlow, 'side' | 'shared' | 'rule'>;

/** A record that was read before, and has been written over by the hub since, says nothing of its side any more. */
export function readingOf(flow: Flow, known: TwoWayState, item: MappedItem): Reading {
  const { side } = flow;
  const before = sideOf(known, side, item);
  const isKnown = before?.version != null && item.record.version <= before.version;
  const isMerged = known.former !== undefined;
  const now = isKnown ? before : sideNow(flow, before, { item, isMerged });
  const tellsMore = before?.rest !== now.rest;
  const read = { item, known, before, now, tellsMore };
  if (!gaveWay(item)) return { ...read, state: isKnown ? known : { ...known, [side]: now } };
  if (before === null) return { ...read, state: { ...known, [side]: now } };
  // Nobody had edited yet what the hub made itself and never read.
  const edits = before.version !== null && tellsMore;
  return { ...read, tellsMore: edits, ...edit(flow, known, { before, now }) };
}

function sideNow(
  flow: Flow,
  before: SideState | null,
  { item, isMerged }: { readonly item: MappedItem; readonly isMerged: boolean },
): SideState {
  const { side } = flow;
  const { record, document } = item;
  const held = pick(record.document, namesOf(flow.shared, side));
  const isEcho = before !== null && agrees(before.held, held);
  const changed = before ? changedNames(before.held, held) : Object.keys(held);
  const news = Object.fromEntries(changed.map((name) => [name, record.version]));
  return {
    // What was written is kept as it was spelled: it is what both agreed on.
    held: isEcho ? before.held : held,
    version: record.version,
    written: isEcho && before.written,
    ...(isEcho && before.since !== undefined ? { since: before.since } : {}),
    ...(isMerged ? { edited: { ...before?.edited, ...news } } : {}),
    rest: restOf(flow, document),
  };
}

function changedNames(before: JsonObject, now: JsonObject): string[] {
  return Object.keys(now).filter((name) => !same(before[name], now[name]));
}

/**
 * What a record that gave way says of its thing: only what differs from what it held, unless the thing has had a later edit of that
 * field since. The rest may be older than what the thing's side holds by now.
 */
function edit(
  flow: Flow,
  known: TwoWayState,
  { before, now }: { readonly before: SideState; readonly now: SideState },
): Pick<Reading, 'state' | 'edited'> {
  const { side, shared } = flow;
  const changed = changedNames(before.held, now.held);
  const edited = shared.filter(
    (field) => changed.includes(field.names[side]) && !isOvertaken(flow, known, { field, now }),
  );
  const own = known[side];
  const held = { ...(own ?? now).held, ...pick(now.held, namesOf(edited, side)) };
  return { edited, state: { ...known, [side]: { ...now, held } } };
}

/** Whether a field was edited later than in this record, as far as is known. */
function isOvertaken(
  { side, rule }: Flow,
  known: TwoWayState,
  { field: { names }, now }: { readonly field: SharedField; readonly now: SideState },
): boolean {
  const to = otherSide(side);
  const own = [known[side], ...Object.values(known.former?.[side] ?? {})];
  const times = own.map((one) => one?.edited?.[names[side]]);
  // Versions of two systems are comparable only there.
  if (rule === 'last-writer') times.push(known[to]?.edited?.[names[to]]);
  return times.some((time) => time !== undefined && now.version !== null && time > now.version);
}

/** Whether there is nothing in it that was not known. */
export function isNothingNew({ edited, tellsMore }: Reading): boolean {
  return edited?.length === 0 && !tellsMore;
}

export const NO_REST = hashOf({});

/** Fields of a document that only this side writes. */
export function ownFields({ shared, side }: Flow, document: JsonObject): JsonObject {
  const names = new Set(namesOf(shared, otherSide(side)));
  return Object.fromEntries(Object.entries(document).filter(([name]) => !names.has(name)));
}

function restOf(flow: Flow, document: JsonObject): string {
  return hashOf(ownFields(flow, document));
}

function hashOf(document: JsonObject): string {
  return digest('sha1', canonicalJson(document), 'base64url');
}
