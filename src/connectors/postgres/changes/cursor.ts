import type { Cursor } from '../../../connector-api/index.ts';

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

export type CaptureCursor = SnapshotCursor | ChangesCursor;

/** What a stream saved; null also for a cursor of polling. */
export function readCursor(cursor: Cursor | null): CaptureCursor | null {
  const phase = cursor?.phase;
  return phase === 'snapshot' || phase === 'changes' ? (cursor as unknown as CaptureCursor) : null;
}

export function toCursor(cursor: CaptureCursor): Cursor {
  return { ...cursor };
}
