import type { StoredRecord } from '../../domain/index.ts';
import type { MappedItem } from '../item.ts';
import type { Semantics } from '../lane.ts';
import type { KeyState } from '../ports.ts';

/** All that is known of a record whose target does not hold what it should. */
export interface Doubt {
  readonly item: MappedItem;
  readonly semantics: Semantics;
  /** What the lane knew of the key before the target was asked. */
  readonly state: KeyState;
  /** The newest record of the key in the log; null when the log holds none. */
  readonly stored: StoredRecord | null;
  /** How far the lane had settled before the target was asked. */
  readonly settledSeq: number;
  /** Whether the key has an open dead letter in the lane. */
  readonly buried: boolean;
  /** The version of the record that was stored last in the stream; null when the log is empty. */
  readonly lastVersion: number | null;
}

/** Why a record is on its way still, so that it is no drift; null when it is drift. */
export function whyWaiting(doubt: Doubt): string | null {
  const { item, state, stored, settledSeq, buried, lastVersion } = doubt;
  if (state.paused) return 'its key is paused in this lane';
  if (state.parked) return 'it is parked in this lane';
  if (buried) return 'it is an open dead letter of this lane';
  if (stored && stored.seq > settledSeq) return 'a version of it is in the backlog of this lane';
  // What the cursor has passed without storing it never comes by itself.
  const unread = lastVersion === null || item.record.version > lastVersion;
  return unread && !wasRead(doubt) ? 'its newest version was not read yet' : null;
}

/** Whether a newer version than this went through, since the source changed while it was read. */
export function isOutdated({ item: { record }, stored }: Doubt): boolean {
  return stored !== null && stored.version > record.version;
}

/** Whether the log holds what the source holds now. Versions alone do not say it: a restored backup brings old ones again. */
export function isStored({ item: { record }, stored }: Pick<Doubt, 'item' | 'stored'>): boolean {
  if (!stored || stored.operation !== record.operation) return false;
  return JSON.stringify(stored.document) === JSON.stringify(record.document);
}

/** Whether the hub has had this version, or this content: a source without versions gives each reading a newer one. */
function wasRead(doubt: Doubt): boolean {
  const { item, semantics, stored } = doubt;
  const { applied } = item.claim;
  const { version } = item.record;
  if (stored?.version === version || isStored(doubt)) return true;
  if (!applied) return false;
  return applied.version === version || (semantics === 'state' && applied.hash === item.hash);
}
