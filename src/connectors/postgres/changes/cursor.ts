import type { Cursor } from '../../../connector-api/index.ts';

/** The table is being read as of the slot's creation. Only the connection that holds this view can continue. */
export interface SnapshotCursor {
  readonly phase: 'snapshot';
  readonly slot: string;
  /** Identifies the view: if it is gone, the snapshot starts again. */
  readonly view: string;
  /** The last key read; null before the first. */
  readonly after: string | null;
  readonly version: number;
}

/** Changes are being followed. */
export interface ChangesCursor {
  readonly phase: 'changes';
  readonly slot: string;
  /** Everything committed before this position is stored, so the server may discard it. */
  readonly stored: string;
  /** The transaction that was being read, by the position of its commit, and how many of its changes are stored. */
  readonly commit: string;
  readonly taken: number;
  /** Version of the last record; later versions are higher. */
  readonly version: number;
  /** When the newest stored transaction was committed, in microseconds since the Unix epoch. */
  readonly committedAt: number;
}

export type CaptureCursor = SnapshotCursor | ChangesCursor;

/** Reads what a stream saved; null also for a cursor of polling. */
export function readCursor(cursor: Cursor | null): CaptureCursor | null {
  const phase = cursor?.phase;
  return phase === 'snapshot' || phase === 'changes' ? (cursor as unknown as CaptureCursor) : null;
}

export function toCursor(cursor: CaptureCursor): Cursor {
  return { ...cursor };
}
