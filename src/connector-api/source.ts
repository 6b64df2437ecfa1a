import type { Cursor, Priority, RejectedRow, SourceRecord } from '../domain/index.ts';

/** A stream's `from`, validated. */
export interface SourceSettings {
  /** The entity's name in the system: table, path or file. */
  readonly entity: string;
  /** Field that holds the key. */
  readonly key: string;
  /** Field that holds the version; null when the source has none and decides by other means (a file's time). */
  readonly version: string | null;
  /** Field whose non-null, non-false value means that the thing was deleted; null when the source cannot tell. */
  readonly deleted: string | null;
  /**
   * How far each run reaches back before the newest version it has seen, milliseconds. Covers rows that become visible late
   * with an older timestamp: set it above the longest transaction and the clock skew of the source. Default 60,000.
   */
  readonly overlapMs: number;
  /** The kind's own options. */
  readonly options: Readonly<Record<string, unknown>>;
  /** As a target's. Absent: normal. */
  readonly priority?: () => Priority;
}

/** What a source is asked for. */
export interface PageRequest {
  /** Where the page before ended; null on the very first read. Always a cursor that this source made. */
  readonly cursor: Cursor | null;
  /** Records wanted at most. A source may return fewer, also none. */
  readonly limit: number;
  /** Aborts when the stream is paused or the hub stops. Pass it on to every wait. */
  readonly signal: AbortSignal;
}

/** One page of records. */
export interface Page {
  /** In the order in which the source wants them applied: for one key older before newer. */
  readonly records: readonly SourceRecord[];
  /** Rows that cannot be records; dead-lettered with their reason before the cursor moves on. */
  readonly rejected: readonly RejectedRow[];
  /** Saved only after all records of the page are stored durably; a crash before that reads the page again. */
  readonly cursor: Cursor;
  /** False ends the run; the next run starts from `cursor`. */
  readonly more: boolean;
}

/** Things that a system hinted at. */
export interface FetchRequest {
  /** Distinct, at most 100. */
  readonly keys: readonly string[];
  readonly signal: AbortSignal;
}

/** What they are now; those that the system does not hold any more are left out. */
export type Fetched = Pick<Page, 'records' | 'rejected'>;

/**
 * Reads one entity of one system.
 *
 * The hub calls `read` page by page, one call at a time, the next possibly while it still stores the page before. It never
 * skips a cursor, but after a crash it may go back to an older one. The same record may be returned again at any time: the hub
 * drops what it knows by (key, version, content). What must never happen is that a change is not returned at all.
 */
export interface Source {
  /** True when there is nothing to read, ever, since the system tells by itself: plan and verify refuse to look at it. */
  readonly isSilent?: boolean;
  /**
   * Returns the page after the cursor. Throw `Failure` `SOURCE_UNAVAILABLE` (tried again with growing waits, `retryAfterMs` is
   * honoured) or `SOURCE_REFUSED` (the stream fails and a person is told). Anything else thrown counts as SOURCE_UNAVAILABLE.
   */
  read(request: PageRequest): Promise<Page>;
  /**
   * Resolves when there may be something behind the cursor, so that the stream is read at once instead of at its next time. The
   * hub calls it while the stream has nothing to do, and reads when it resolves; too early does no harm. May be under way while
   * `read` is called. Rejecting means the same as in `read`, but only the next time of reading is left then: the hub asks again
   * after a wait. Absent when the source cannot be waited for.
   */
  untilChanged?(request: Omit<PageRequest, 'limit'>): Promise<void>;
  /**
   * Reads single things by their keys, for webhooks that only hint at what has changed; may be called while `read` is under way.
   * Absent when the system cannot be asked so. Throws as `read` does.
   */
  fetch?(request: FetchRequest): Promise<Fetched>;
  /** Called once when the stream stops for good. */
  close?(): Promise<void>;
}
