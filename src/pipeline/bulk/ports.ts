import type { ImportPosition } from '../../domain/index.ts';
import type { PlacedPiece, PreparedRecords } from './prepared.ts';

/** One batch of an import: records `from` (inclusive) to `until` (exclusive) of a piece, at most 1,000. */
export interface PreparedBatch {
  readonly records: PreparedRecords;
  readonly from: number;
  readonly until: number;
  readonly importId: string;
  /** Rows of the import before the piece. Each batch is marked in the log with the number of its last row. */
  readonly rowsBefore: number;
  /** The id of the schema that all records conform to; null when there is no schema. */
  readonly checkedBy: string | null;
  /** As `SourceRecord.traceParent`, by index counted from `from`; absent when none is traced. */
  readonly traceParents?: ReadonlyMap<number, string>;
}

/** Stored in the log with the last record of a batch. */
export interface ImportMark {
  readonly importId: string;
  /** The record's row, counted from 1 at the beginning of the import. */
  readonly row: number;
}

/** The part of a stream's log that imports use. It shares its single writer with the stream's intake. */
export interface BulkLog {
  /** Returns the maximum size of a record in bytes. */
  maxRecordBytes(): number;
  /**
   * Appends one batch atomically, within 30 s. As for `StreamLog.append`, the order of calls is the order in the log.
   * @returns the seq of its last record
   * @throws Failure STREAM_FULL; BUS_UNAVAILABLE, when it is unknown whether the batch was stored
   */
  appendPrepared(batch: PreparedBatch): Promise<number>;
  /** Returns the newest mark of an import after a seq; null when there is none. */
  lastMark(importId: string, behindSeq: number, signal: AbortSignal): Promise<ImportMark | null>;
  /** Returns the last seq of the log. */
  lastSeq(): Promise<number>;
}

/** A file of rejected rows for the person who corrects them, one JSON object per line. */
export interface RejectsFile {
  /** Resolves when the text is in the file. */
  append(text: string): Promise<void>;
}

export interface BulkPorts {
  readonly log: BulkLog;
  /** Waits until another batch may be stored, since an import must not run far ahead of the lanes. Ends when the signal aborts. */
  room(signal: AbortSignal): Promise<void>;
  /** Null when rejected rows become only dead letters. */
  readonly rejects: RejectsFile | null;
  /** Reads the pieces of the file after the position, in order. */
  pieces(from: ImportPosition): AsyncIterable<PlacedPiece>;
  /** Saves the position of the import durably. @throws Failure CANCELLED when the import has finished */
  save(position: ImportPosition): Promise<void>;
}
