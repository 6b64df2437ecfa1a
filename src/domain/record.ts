import type { JsonObject } from './json.ts';
import type { Version } from './version.ts';

/** What a record says about its thing: `upsert` carries its content, `delete` says that it is gone. */
export type Operation = 'upsert' | 'delete';

/** One version of one entity instance, as reported by its source. */
export interface SourceRecord {
  /** The thing's id in the source system, never empty, at most 1,024 bytes as UTF-8. */
  readonly key: string;
  readonly version: Version;
  readonly operation: Operation;
  /** The content; for a delete whatever the source still knows, often an empty object. */
  readonly document: JsonObject;
  /** For traced records only: the parent span, in the form of W3C Trace Context's `traceparent`. */
  readonly traceParent?: string;
}

/** A record in a stream. */
export interface StoredRecord extends SourceRecord {
  /** Position in the stream, starting at 1, ascending, with gaps where history was trimmed. */
  readonly seq: number;
  /** When the hub stored it, milliseconds since the Unix epoch. */
  readonly storedAtMs: number;
}

/** A row that cannot become a record (no key, unreadable version, broken line). It becomes a dead letter and is not lost. */
export interface RejectedRow {
  /** Where to find it in the source: line, offset or page. */
  readonly position: string;
  /** The row as read, truncated to 64 KiB. */
  readonly raw: string;
  /** What is wrong and what would be correct. */
  readonly reason: string;
  /** The thing's id in the source, if the row shows it. Once a record with this key is stored, the row needs no attention. */
  readonly key?: string;
}
