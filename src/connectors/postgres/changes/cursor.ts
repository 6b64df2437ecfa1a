import type { Cursor, JsonObject } from '../../../connector-api/index.ts';

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

/** The table was read again; things that it no longer holds are being reported as deleted. */
export interface DeletionsCursor {
  readonly phase: 'deletions';
  readonly slot: string;
  /** The view that the table was read from. If it is gone, the table itself is queried. */
  readonly view: string;
  /** Position where the changes begin. */
  readonly start: string;
  readonly entry?: string;
  readonly version: number;
  /** How far the known keys have been compared; null before the first. */
  readonly place: JsonObject | null;
  readonly compared: number;
}

/**
 * The slot was lost, and the table is to be read again with a new one. This is stored before the new slot exists: the new slot has
 * the same name, and following it from where the lost one ended would skip everything in between.
 */
export interface RestartCursor {
  readonly phase: 'restart';
  /** Version of the last record; later versions are higher. */
  readonly version: number;
}

/** Changes are being followed. */
export interface ChangesCursor {
  readonly phase: 'changes';
  readonly slot: string;
  /** The table's entry in the publication, see `Published`. Absent in cursors of earlier builds. */
  readonly entry?: string;
  /** The server's timeline that the positions are of, see `readTimeline`. Absent in cursors of earlier builds. */
  readonly timeline?: number | null;
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

export type CaptureCursor = SnapshotCursor | DeletionsCursor | RestartCursor | ChangesCursor;

const PHASES: readonly unknown[] = [
  'snapshot',
  'deletions',
  'restart',
  'changes',
] satisfies CaptureCursor['phase'][];

/** Reads what a stream saved; null also for a cursor of polling. */
export function readCursor(cursor: Cursor | null): CaptureCursor | null {
  return PHASES.includes(cursor?.phase) ? (cursor as unknown as CaptureCursor) : null;
}

export function toCursor(cursor: CaptureCursor): Cursor {
  return { ...cursor };
}

/** Everything committed before the slot's creation has been reported; later changes come through the slot. */
export function beginOfChanges({
  slot,
  entry,
  start,
  version,
}: Pick<DeletionsCursor, 'slot' | 'entry' | 'start' | 'version'>): ChangesCursor {
  return {
    phase: 'changes',
    slot,
    ...(entry === undefined ? {} : { entry }),
    stored: start,
    commit: '0/0',
    taken: 0,
    version,
    committedAt: version,
  };
}
