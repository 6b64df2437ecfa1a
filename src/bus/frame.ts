import type { MsgHdrs } from '@nats-io/transport-node';
import type { BatchMessage, MessageHead } from './batch.ts';
import { frameKeysHead } from './frame-keys.ts';
import type { BusNames } from './names.ts';
import { seqHead } from './numbering.ts';

/** A lane takes so many records at once; larger frames would be taken apart. */
const MAX_RECORDS = 1000;
/** A frame is read and kept whole, so it must not be long, whatever the server allows. */
const MAX_SIZE = 512 * 1024;
/** Header of a frame whose records have been found to meet a schema: the schema's id. */
const CHECKED_HEADER = 'Stellwerk-Checked-By';
const NEWLINE = '\n';

/** A record on its way into a log. */
export interface LogRecord {
  readonly key: string;
  /** As `encodeRecord` writes it: JSON on one line. */
  readonly payload: string | Uint8Array;
  /** Characters or bytes of it. */
  readonly size: number;
  /** Headers of its own, as `traceparent`. A record with some travels alone. */
  readonly heads?: readonly MessageHead[];
}

/** What is stored as a whole: one message, or an atomic batch of single records. */
export interface Unit {
  readonly records: readonly LogRecord[];
  readonly isFrame: boolean;
  /** The id of the schema that all of them meet; null where nobody has looked. */
  readonly checkedBy: string | null;
}

export interface FrameLimits {
  /** Whether records may share a message. */
  readonly framed: boolean;
  /** Bytes of a message's payload. */
  readonly maxBytes: number;
  /** Single records of one atomic batch, and their characters or bytes. */
  readonly maxBatch: number;
  readonly maxBatchSize: number;
}

/** Divides records, in order, into what is stored at once. */
export function toUnits(
  records: readonly LogRecord[],
  limits: FrameLimits,
  checkedBy: string | null = null,
): Unit[] {
  // A character takes three bytes at most, and those of the envelope one, which leaves room for the hashes of the keys.
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

/** Where the records of a unit are to stand. */
export interface UnitPlace {
  readonly names: BusNames;
  readonly stream: string;
  readonly firstSeq: number;
  /** The log holds frames, so each message says its number. */
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

/** As `Unit.checkedBy`, of the message that it became. */
export function toldCheck(header: MsgHdrs | undefined): string | null {
  return header?.get(CHECKED_HEADER) || null;
}

/** The records of a frame's payload, one a line. */
export function frameLines(text: string): readonly string[] {
  return text.split(NEWLINE);
}

/**
 * Successive records of a unit, one a line. Texts are joined; bytes that a worker wrote lie one line behind the other already
 * (`PreparedRecords`).
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
