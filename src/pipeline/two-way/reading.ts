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

/** A record, compared with what was known of its thing. */
export interface Reading {
  readonly item: MappedItem;
  /** What was known of the thing. */
  readonly known: TwoWayState;
  /** What was known of the record; null if nothing. */
  readonly before: SideState | null;
  /** What is known of the record now. */
  readonly now: SideState;
  /** The thing's state with the record taken in. */
  readonly state: TwoWayState;
  /** The shared fields that it may have changed; absent: any. */
  readonly edited?: readonly SharedField[];
  /** Whether the fields that only this side writes have changed. */
  readonly tellsMore: boolean;
}

type Flow = Pick<TwoWayFlow, 'side' | 'shared' | 'rule'>;

/** Compares a record with what was known. A version that was read before says nothing new: the hub may have overwritten it since. */
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
  // What the hub created itself and has not read before differs without having been edited.
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
    // An echo keeps the spelling that was written: both sides agreed on it.
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
 * Returns what a record that gave way changes in its thing: the fields that differ from what the record held before, except those
 * that were edited later elsewhere. Its other fields may be older than what the thing's side holds now.
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

/** Whether a later edit of the field than the one in this record is known. */
function isOvertaken(
  { side, rule }: Flow,
  known: TwoWayState,
  { field: { names }, now }: { readonly field: SharedField; readonly now: SideState },
): boolean {
  const to = otherSide(side);
  const own = [known[side], ...Object.values(known.former?.[side] ?? {})];
  const times = own.map((one) => one?.edited?.[names[side]]);
  // Only under this rule are the versions of two systems comparable.
  if (rule === 'last-writer') times.push(known[to]?.edited?.[names[to]]);
  return times.some((time) => time !== undefined && now.version !== null && time > now.version);
}

/** Whether the record came under a key that gave way and changes nothing. */
export function isNothingNew({ edited, tellsMore }: Reading): boolean {
  return edited?.length === 0 && !tellsMore;
}

export const NO_REST = hashOf({});

/** Returns the fields of a mapped document that only this side writes. */
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
