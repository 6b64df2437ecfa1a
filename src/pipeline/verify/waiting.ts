import type { StoredRecord } from '../../domain/index.ts';
import type { MappedItem } from '../item.ts';
import type { Semantics } from '../lane.ts';
import type { KeyState } from '../ports.ts';

/** Everything known about a record whose content in the target is not as expected. */
export interface Doubt {
  readonly item: MappedItem;
  readonly semantics: Semantics;
  /** What the lane knew about the key before the target was asked. */
  readonly state: KeyState;
  /** The newest record of the key in the log; null when the log holds none. */
  readonly stored: StoredRecord | null;
  /** The position of the lane before the target was asked. */
  readonly settledSeq: number;
  /** Whether the key has an open dead letter in the lane. */
  readonly buried: boolean;
  /** The version of the last record stored in the stream; null when the log is empty. */
  readonly lastVersion: number | null;
}

/** Returns why a record is still on its way, and therefore not drift; null when it is drift. */
export function whyWaiting(doubt: Doubt): string | null {
  const { item, state, stored, settledSeq, buried, lastVersion } = doubt;
  if (state.paused) return 'its key is paused in this lane';
  if (state.parked) return 'it is parked in this lane';
  if (buried) return 'it has an open dead letter in this lane';
  if (stored && stored.seq > settledSeq) return 'a version of it is in the backlog of this lane';
  // A version that the cursor passed without storing it is never read again.
  const unread = lastVersion === null || item.record.version > lastVersion;
  return unread && !wasRead(doubt) ? 'its newest version has not been read yet' : null;
}

/** Whether a newer version has been stored, since the source changed while it was read. */
export function isOutdated({ item: { record }, stored }: Doubt): boolean {
  return stored !== null && stored.version > record.version;
}

/** Whether the log holds the source's current content. Versions alone do not show it: a restored backup repeats old ones. */
export function isStored({ item: { record }, stored }: Pick<Doubt, 'item' | 'stored'>): boolean {
  if (!stored || stored.operation !== record.operation) return false;
  return JSON.stringify(stored.document) === JSON.stringify(record.document);
}

/** Whether the hub has read this version, or this content: a source without versions gives a newer version at each reading. */
function wasRead(doubt: Doubt): boolean {
  const { item, semantics, stored } = doubt;
  const { applied } = item.claim;
  const { version } = item.record;
  if (stored?.version === version || isStored(doubt)) return true;
  if (!applied) return false;
  return applied.version === version || (semantics === 'state' && applied.hash === item.hash);
}
