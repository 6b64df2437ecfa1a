import type { ImportPosition } from '../../domain/index.ts';
import type { PlacedPiece, PreparedRecords } from './prepared.ts';

/** One batch of an import: records `from` (inclusive) to `until` (exclusive) of a piece, at most 1,000. */
export interface PreparedBatch {
  readonly records: PreparedRecords;
  readonly from: number;
  readonly until: number;
  readonly importId: string;
  /** Rows of the import before the piece: what is stored as a whole is marked in the log with its last row. */
  readonly rowsBefore: number;
  /** The id of the schema that all of them meet; null where there is none. */
  readonly checkedBy: string | null;
  /** As `SourceRecord.traceParent`, by place behind `from`; absent when none is traced. */
  readonly traceParents?: ReadonlyMap<number, string>;
}

/** Kept with the last record of what was stored as a whole. */
export interface ImportMark {
  readonly importId: string;
  /** The record's row, from 1 at the beginning of the import. */
  readonly row: number;
}

/** A stream's log as imports see it; shares its one writer with the stream's intake. */
export interface BulkLog {
  /** Bytes of a record at most. */
  maxRecordBytes(): number;
  /**
   * Appends one batch, whole or not at all, within 30 s; as for `StreamLog.append`, the order of calls is the order in the log.
   * @returns the place of its last record
   * @throws Failure STREAM_FULL, BUS_UNAVAILABLE (then it is unknown whether it was stored)
   */
  appendPrepared(batch: PreparedBatch): Promise<number>;
  /** The newest mark of an import behind a place; null when there is none. */
  lastMark(importId: string, behindSeq: number, signal: AbortSignal): Promise<ImportMark | null>;
  /** Where the log ends. */
  lastSeq(): Promise<number>;
}

/** Where rejected rows are written for the person who mends them, one JSON object a line. */
export interface RejectsFile {
  /** Resolves when the text is in the file. */
  append(text: string): Promise<void>;
}

export interface BulkPorts {
  readonly log: BulkLog;
  /** Waits until another batch may be stored, since an import must not run far ahead of the lanes; no longer once the signal aborts. */
  room(signal: AbortSignal): Promise<void>;
  /** Null keeps them in the dead letters only. */
  readonly rejects: RejectsFile | null;
  /** Pieces of the file behind the position, in order. */
  pieces(from: ImportPosition): AsyncIterable<PlacedPiece>;
  /** Saves durably how far the import has come. @throws Failure CANCELLED when it has finished */
  save(position: ImportPosition): Promise<void>;
}
