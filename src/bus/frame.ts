import type { MsgHdrs } from '@nats-io/transport-node';
import type { BatchMessage, MessageHead } from './batch.ts';
import { frameKeysHead } from './frame-keys.ts';
import type { BusNames } from './names.ts';
import { seqHead } from './numbering.ts';

/** A lane takes at most this many records at once; larger frames would have to be split. */
const MAX_RECORDS = 1000;
/** A frame is read and kept as a whole, so it must stay small, whatever the server allows. */
const MAX_SIZE = 512 * 1024;
/** Header with the id of the schema against which the records of a frame were validated. */
const CHECKED_HEADER = 'Stellwerk-Checked-By';
const NEWLINE = '\n';

/** A record to be appended to a log. */
export interface LogRecord {
  readonly key: string;
  /** The output of `encodeRecord`: JSON on one line. */
  readonly payload: string | Uint8Array;
  /** Its length in characters or bytes. */
  readonly size: number;
  /** Its own headers, such as `traceparent`. A record with headers is never part of a frame. */
  readonly heads?: readonly MessageHead[];
}

/** What is stored as a whole: one message, or an atomic batch of single records. */
export interface Unit {
  readonly records: readonly LogRecord[];
  readonly isFrame: boolean;
  /** The id of the schema that all records conform to; null if they were not validated. */
  readonly checkedBy: string | null;
}

export interface FrameLimits {
  /** Whether records may share a message. */
  readonly framed: boolean;
  /** Maximum bytes of a message's payload. */
  readonly maxBytes: number;
  /** Maximum number of single records in an atomic batch, and their maximum total of characters or bytes. */
  readonly maxBatch: number;
  readonly maxBatchSize: number;
}

/** Groups records, in order, into units that are stored as a whole. */
export function toUnits(
  records: readonly LogRecord[],
  limits: FrameLimits,
  checkedBy: string | null = null,
): Unit[] {
  // A character takes at most three bytes, and those of the envelope take one, which leaves room for the hashes of the
  // keys.
  const maxFrame = Math.min(MAX_SIZE, Math.floor(limits.maxBytes / 3));
  const units: Unit[] = [];
  let run: LogRecord[] = [];
  let size = 0;
  let isFrame = false;
  const end = () => {
    if (run.length > 0) units.push({ records: run, isFrame: isFrame && run.length > 1, checkedBy });
    run = [];
    size = 0;
  };
  for (const record of records) {
    const mayShare = limits.framed && !record.heads && record.size < maxFrame;
    const [most, mostSize] = mayShare
      ? [MAX_RECORDS, maxFrame]
      : [limits.maxBatch, limits.maxBatchSize];
    const isFull = run.length === most || size + record.size >= mostSize;
    if (mayShare !== isFrame || isFull) end();
    isFrame = mayShare;
    run.push(record);
    size += record.size + NEWLINE.length;
  }
  end();
  return units;
}

/** Where the records of a unit will be stored. */
export interface UnitPlace {
  readonly names: BusNames;
  readonly stream: string;
  readonly firstSeq: number;
  /** Whether the log holds frames, so that each message states its numbers. */
  readonly isNumbered: boolean;
}

export function toMessages(
  { records, isFrame, checkedBy }: Unit,
  place: UnitPlace,
): BatchMessage[] {
  const { names, stream, firstSeq, isNumbered } = place;
  if (isFrame) {
    const heads = [
      seqHead({ firstSeq, lastSeq: firstSeq + records.length - 1 }),
      frameKeysHead(records),
      ...(checkedBy === null ? [] : [{ name: CHECKED_HEADER, value: checkedBy }]),
    ];
    return [{ subject: names.frame(stream, firstSeq), payload: joinedPayload(records), heads }];
  }
  return records.map(({ key, payload, heads = [] }, index) => {
    const seq = firstSeq + index;
    const all = isNumbered ? [seqHead({ firstSeq: seq, lastSeq: seq }), ...heads] : heads;
    return {
      subject: names.record(stream, key),
      payload,
      ...(all.length > 0 ? { heads: all } : {}),
    };
  });
}

/** Returns `Unit.checkedBy` from the headers of the unit's message. */
export function toldCheck(header: MsgHdrs | undefined): string | null {
  return header?.get(CHECKED_HEADER) || null;
}

/** Returns the records of a frame's payload, one per line. */
export function frameLines(text: string): readonly string[] {
  return text.split(NEWLINE);
}

/**
 * Joins successive records of a unit, one per line. Strings are concatenated; bytes written by a worker are already
 * contiguous lines of one buffer (`PreparedRecords`).
 */
export function joinedPayload(records: readonly LogRecord[]): string | Uint8Array {
  const [first] = records;
  const last = records.at(-1);
  if (first?.payload instanceof Uint8Array && last?.payload instanceof Uint8Array) {
    const { buffer, byteOffset } = first.payload;
    const length = last.payload.byteOffset + last.payload.length - byteOffset;
    return new Uint8Array(buffer, byteOffset, length);
  }
  return records.map(({ payload }) => payload as string).join(NEWLINE);
}
