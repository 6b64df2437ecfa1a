import type { JsonObject } from './json.ts';
import type { Version } from './version.ts';

/** What a record says about its thing: here is its newest content, or it is gone. */
export type Operation = 'upsert' | 'delete';

/** One version of one entity instance, as its source told it. */
export interface SourceRecord {
  /** The thing's id in the source system, never empty, at most 1,024 bytes as UTF-8. */
  readonly key: string;
  readonly version: Version;
  readonly operation: Operation;
  /** The content; for a delete whatever the source still knows, often an empty object. */
  readonly document: JsonObject;
  /** Only of a record that is traced: the span that it continues, as W3C Trace Context's `traceparent` has it. */
  readonly traceParent?: string;
}

/** A record as it stands in a stream. */
export interface StoredRecord extends SourceRecord {
  /** Position in the stream, starting at 1, rising, with gaps where history was trimmed. */
  readonly seq: number;
  /** When the hub stored it, milliseconds since the Unix epoch. */
  readonly storedAtMs: number;
}

/** A row that cannot become a record (no key, unreadable version, broken line). It is dead-lettered, not lost. */
export interface RejectedRow {
  /** Where a person finds it in the source: line, offset or page. */
  readonly position: string;
  /** The row as it was read, cut to 64 KiB. */
  readonly raw: string;
  /** What is wrong and what would be right. */
  readonly reason: string;
  /** The thing's id in the source, where the row shows it: once a record of it is stored, the row needs nobody any more. */
  readonly key?: string;
}
