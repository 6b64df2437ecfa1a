import type { RejectedRow, SourceRecord } from '../domain/index.ts';
import { Failure } from '../domain/index.ts';
import type { Arrival, ArrivalLog, BulkLog, PreparedBatch, StreamLog } from '../pipeline/index.ts';
import { encodeRecord } from '../pipeline/index.ts';
import type { BatchMark, BatchMessage } from './batch.ts';
import { MAX_BATCH, publishBatch } from './batch.ts';
import type { BusConnection } from './connection.ts';
import { deliveriesBehind, deliveryMark } from './delivery-marks.ts';
import { busFailure } from './failures.ts';
import { lastMark, markOf } from './import-marks.ts';
import { busNames } from './names.ts';

/** Keeps a batch of large records from filling the server's memory: it is staged there until its commit. */
const MAX_BATCH_BYTES = 8 * 1024 * 1024;
/** Room for subject and headers beside the payload. */
const OVERHEAD_BYTES = 2048;

/**
 * The log of one stream, for its single writer. Each batch names the sequence it expects to follow, so that a batch behind a
 * refused one is refused too (order survives failures), and a second writer is noticed at once.
 */
export function openStreamLog(
  bus: BusConnection,
  stream: string,
): StreamLog & ArrivalLog & BulkLog {
  const names = busNames(bus.namespace);
  /** The last sequence, counting what is in flight; null when a failure left it unknown. */
  let tail: Promise<{ seq: number }> | null = null;

  async function readTail(): Promise<{ seq: number }> {
    try {
      const info = await bus.jsm.streams.info(names.stream(stream));
      return { seq: info.state.last_seq };
    } catch (error) {
      throw busFailure(error, `read the position of stream ${stream}`);
    }
  }

  async function store(
    position: { seq: number },
    messages: readonly BatchMessage[],
    mark: BatchMark | null = null,
  ): Promise<number> {
    const expected = position.seq;
    position.seq += messages.length;
    const result = await publishBatch(bus, messages, expected, mark).catch((error: unknown) => {
      // It may have been stored all the same.
      bus.tails.of(stream).lose();
      bus.growth.suspect(stream);
      throw error;
    });
    if (result.kind === 'stored') {
      bus.tails.stored(stream, messages, result.lastSeq);
      if (result.lastSeq > bus.growth.end(stream)) bus.growth.reached(stream, result.lastSeq);
      return result.lastSeq;
    }
    throw new Failure('BUS_UNAVAILABLE', {
      message: `Stream ${stream} did not stand at ${expected} any more: a batch before was refused, or another process writes to it.`,
    });
  }

  /** Calls one after the other write one after the other: all wait for the same end of the log, in order. */
  async function atTail<T>(write: (position: { seq: number }) => Promise<T>): Promise<T> {
    tail ??= readTail();
    const current = tail;
    try {
      return await write(await current);
    } catch (error) {
      if (tail === current) tail = null;
      throw error;
    }
  }

  const maxRecordBytes = () => maxPayload(bus);
  const subjectOf = (key: string) => names.record(stream, key);

  return {
    async append(records, signal) {
      signal.throwIfAborted();
      if (records.length === 0) return [];
      return atTail(async (position) => {
        const { messages, rejected } = encode(records, maxPayload(bus), subjectOf);
        await Promise.all(splitBatches(messages).map((batch) => store(position, batch)));
        return rejected;
      });
    },
    async appendArrivals(arrivals, signal) {
      signal.throwIfAborted();
      return atTail(async (position) => {
        const { messages, rejected } = encodeArrivals(arrivals, maxPayload(bus), subjectOf);
        const seqs = splitBatches(messages).map((batch) => store(position, batch));
        return { rejected, lastSeq: (await Promise.all(seqs)).at(-1) ?? position.seq };
      });
    },
    deliveriesBehind: (behindSeq, signal) => deliveriesBehind(bus, stream, { behindSeq, signal }),
    maxRecordBytes,
    async appendPrepared(batch) {
      return atTail(async (position) => {
        const { records, importId, rowsBefore } = batch;
        let until = batch.from;
        const seqs = splitBatches(messagesOf(batch, subjectOf)).map((part) => {
          until += part.length;
          const row = rowsBefore + (records.rows[until - 1] ?? 0);
          return store(position, part, markOf({ importId, row }));
        });
        return (await Promise.all(seqs)).at(-1) ?? position.seq;
      });
    },
    lastMark: (importId, behindSeq, signal) =>
      lastMark(bus, stream, { importId, behindSeq, signal }),
    lastSeq: async () => (await readTail()).seq,
  };
}

function messagesOf(
  { records, from, until, traceParents }: PreparedBatch,
  subjectOf: (key: string) => string,
): BatchMessage[] {
  const { keys, bytes, ends } = records;
  const messages: BatchMessage[] = [];
  for (let index = from; index < until; index++) {
    const start = index === 0 ? 0 : (ends[index - 1] ?? 0);
    const payload = bytes.subarray(start, ends[index]);
    const traceParent = traceParents?.get(index - from);
    const message = { subject: subjectOf(keys[index] ?? ''), payload };
    messages.push(traceParent === undefined ? message : { ...message, traceParent });
  }
  return messages;
}

function encode(
  records: readonly SourceRecord[],
  maxBytes: number,
  subjectOf: (key: string) => string,
): { messages: BatchMessage[]; rejected: RejectedRow[] } {
  const messages: BatchMessage[] = [];
  const rejected: RejectedRow[] = [];
  for (const record of records) {
    const payload = encodeRecord(record);
    const tooLarge = rejectTooLarge(record, payload, maxBytes);
    if (tooLarge) rejected.push(tooLarge);
    else messages.push(toMessage(subjectOf(record.key), payload, record));
  }
  return { messages, rejected };
}

function encodeArrivals(
  arrivals: readonly Arrival[],
  maxBytes: number,
  subjectOf: (key: string) => string,
): { messages: BatchMessage[]; rejected: (RejectedRow | null)[] } {
  const messages: BatchMessage[] = [];
  const rejected = arrivals.map(({ record, deliveryId }) => {
    const payload = encodeRecord(record);
    const tooLarge = rejectTooLarge(record, payload, maxBytes);
    if (tooLarge) return tooLarge;
    const mark = deliveryId === null ? {} : { mark: deliveryMark(deliveryId) };
    messages.push({ ...toMessage(subjectOf(record.key), payload, record), ...mark });
    return null;
  });
  return { messages, rejected };
}

function toMessage(subject: string, payload: string, { traceParent }: SourceRecord): BatchMessage {
  return traceParent === undefined ? { subject, payload } : { subject, payload, traceParent };
}

/** Tells, without storing anything, what a stream would make of a record: null when it would take it. */
export function sizeCheck(bus: BusConnection): (record: SourceRecord) => RejectedRow | null {
  const maxBytes = maxPayload(bus);
  return (record) => rejectTooLarge(record, encodeRecord(record), maxBytes);
}

function maxPayload({ nc }: BusConnection): number {
  return (nc.info?.max_payload ?? 1024 * 1024) - OVERHEAD_BYTES;
}

function rejectTooLarge(
  record: SourceRecord,
  payload: string,
  maxBytes: number,
): RejectedRow | null {
  // A character takes three bytes at most, so that most records need not be counted.
  const size = payload.length * 3 <= maxBytes ? 0 : Buffer.byteLength(payload);
  if (size <= maxBytes) return null;
  return {
    key: record.key,
    position: `key ${record.key}`,
    raw: payload.slice(0, 64 * 1024),
    reason: `the record is ${size} bytes, the bus takes at most ${maxBytes}: leave large fields out of the source, or raise max_payload of the NATS server`,
  };
}

function splitBatches(messages: readonly BatchMessage[]): BatchMessage[][] {
  const batches: BatchMessage[][] = [];
  let batch: BatchMessage[] = [];
  let bytes = 0;
  for (const message of messages) {
    if (
      batch.length === MAX_BATCH ||
      (bytes > 0 && bytes + message.payload.length > MAX_BATCH_BYTES)
    ) {
      batches.push(batch);
      batch = [];
      bytes = 0;
    }
    batch.push(message);
    bytes += message.payload.length;
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}
