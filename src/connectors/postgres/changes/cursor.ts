import type { Cursor, JsonObject } from '../../../connector-api/index.ts';

/** The table is being read as it was at the slot's beginning. Only the connection that holds this view of it can go on. */
export interface SnapshotCursor {
  readonly phase: 'snapshot';
  readonly slot: string;
  /** Which view: one that is gone is begun anew. */
  readonly view: string;
  /** The last key read; null before the first. */
  readonly after: string | null;
  readonly version: number;
}

/** The table was read anew, and things that it holds no more are told deleted. */
export interface DeletionsCursor {
  readonly phase: 'deletions';
  readonly slot: string;
  /** Which view the table was read by. When it is gone, the table itself is asked. */
  readonly view: string;
  /** Where the changes begin. */
  readonly start: string;
  readonly version: number;
  /** How far the known keys were compared; null before the first. */
  readonly place: JsonObject | null;
  readonly compared: number;
}

/** Changes are followed. */
export interface ChangesCursor {
  readonly phase: 'changes';
  readonly slot: string;
  /** Everything that was committed before this place is stored: the server may forget it. */
  readonly stored: string;
  /** The transaction that was being read, by the place of its commit, and how many of its changes are stored. */
  readonly commit: string;
  readonly taken: number;
  /** Of the last record: versions rise from it. */
  readonly version: number;
  /** When the newest stored transaction was committed, microseconds since the Unix epoch. */
  readonly committedAt: number;
}

export type CaptureCursor = SnapshotCursor | DeletionsCursor | ChangesCursor;

/** What a stream saved; null also for a cursor of polling. */
export function readCursor(cursor: Cursor | null): CaptureCursor | null {
  const phase = cursor?.phase;
  const isOurs = phase === 'snapshot' || phase === 'deletions' || phase === 'changes';
  return isOurs ? (cursor as unknown as CaptureCursor) : null;
}

export function toCursor(cursor: CaptureCursor): Cursor {
  return { ...cursor };
}

/** All that was committed before the slot is told; what comes now comes through the slot. */
export function beginOfChanges({
  slot,
  start,
  version,
}: Pick<DeletionsCursor, 'slot' | 'start' | 'version'>): ChangesCursor {
  return {
    phase: 'changes',
    slot,
    stored: start,
    commit: '0/0',
    taken: 0,
    version,
    committedAt: version,
  };
}
