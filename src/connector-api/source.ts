import type { Cursor, Priority, RejectedRow, SourceRecord } from '../domain/index.ts';

/** A stream's `from`, validated. */
export interface SourceSettings {
  /** The entity's name in the system: table, path or file. */
  readonly entity: string;
  /** Field that holds the key. */
  readonly key: string;
  /** Field that holds the version; null if the source has none and decides by other means (a file's time). */
  readonly version: string | null;
  /** Field that holds the version while the version's own field is empty: a time of creation. */
  readonly created?: string;
  /** Field whose non-null, non-false value means that the thing was deleted; null if the source cannot tell. */
  readonly deleted: string | null;
  /**
   * How far each run reaches back before the newest version seen, in milliseconds. It covers rows that become visible
   * late with an older timestamp: set it above the longest transaction and the clock skew of the source. Default
   * 60,000.
   */
  readonly overlapMs: number;
  /** The kind's own options. */
  readonly options: Readonly<Record<string, unknown>>;
  /** As in `TargetSettings`. Absent: normal. */
  readonly priority?: () => Priority;
}

/** How a record is made from a document. */
export type RecordFields = Pick<SourceSettings, 'key' | 'version' | 'created' | 'deleted'>;

/** A request for a page of records. */
export interface PageRequest {
  /** Where the previous page ended; null on the very first read. Always a cursor that this source returned. */
  readonly cursor: Cursor | null;
  /**
   * How many records the page should hold. A source may return fewer, or none, and more if the system decides the size of
   * its pages.
   */
  readonly limit: number;
  /** Aborts when the stream is paused or the hub stops. Pass it to every wait. */
  readonly signal: AbortSignal;
}

/** One page of records. */
export interface Page {
  /** In the order in which they are to be applied: for one key, older before newer. */
  readonly records: readonly SourceRecord[];
  /** Rows that cannot become records. They are dead-lettered with their reason before the cursor advances. */
  readonly rejected: readonly RejectedRow[];
  /** Saved only after all records of the page are stored durably. After an earlier crash the page is read again. */
  readonly cursor: Cursor;
  /** False ends the run; the next run starts from `cursor`. */
  readonly more: boolean;
}

/** A request for things that a system hinted at. */
export interface FetchRequest {
  /** Distinct, at most 100. */
  readonly keys: readonly string[];
  readonly signal: AbortSignal;
}

/** The current state of the things, without those that the system no longer holds. */
export type Fetched = Pick<Page, 'records' | 'rejected'>;

/**
 * Reads one entity of one system.
 *
 * The hub calls `read` page by page, one call at a time, possibly while it still stores the previous page. It never
 * skips a cursor, but after a crash it may go back to an older one. A source may return the same record again at any
 * time: the hub drops known records by (key, version, content). It must never miss a change.
 */
export interface Source {
  /**
   * True if there is never anything to read, because the system only pushes records. Plan and verify refuse such a
   * source.
   */
  readonly isSilent?: boolean;
  /**
   * Returns the page after the cursor. Throw `Failure` `SOURCE_UNAVAILABLE` (retried with increasing waits, honouring
   * `retryAfterMs`), `SOURCE_THROTTLED` (the same, but the system does not count as unavailable) or `SOURCE_REFUSED` (the
   * stream fails and an operator is notified). Anything else thrown counts as SOURCE_UNAVAILABLE.
   */
  read(request: PageRequest): Promise<Page>;
  /**
   * Resolves when there may be something after the cursor, so that the stream is read at once instead of at its next
   * scheduled time. The hub calls it while the stream is idle, and reads when it resolves; resolving too early is
   * harmless. May still be pending while `read` is called. A rejection has the same causes as in `read`, but the stream
   * is only read at its next scheduled time, and the hub calls this again after a wait. Absent if the source cannot be
   * waited for.
   */
  untilChanged?(request: Omit<PageRequest, 'limit'>): Promise<void>;
  /**
   * Reads single things by their keys, for webhooks that only hint at what has changed. May be called while `read` is
   * pending. Absent if the system cannot be queried by key. Throws like `read`.
   */
  fetch?(request: FetchRequest): Promise<Fetched>;
  /** Called once, when the stream stops permanently. */
  close?(): Promise<void>;
}
