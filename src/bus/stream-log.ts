import { rejectRow } from '../connector-api/index.ts';
import type { RejectedRow, SourceRecord } from '../domain/index.ts';
import { Failure, isTooDeep, shownJson, tooDeep } from '../domain/index.ts';
import type { Arrival, ArrivalLog, BulkLog, PreparedBatch, StreamLog } from '../pipeline/index.ts';
import { encodeRecord } from '../pipeline/index.ts';
import type { MessageHead } from './batch.ts';
import { MAX_BATCH, publishBatch, TRACE_PARENT } from './batch.ts';
import type { BusConnection } from './connection.ts';
import { deliveriesBehind, deliveryMark } from './delivery-marks.ts';
import { busFailure } from './failures.ts';
import type { LogRecord, Unit } from './frame.ts';
import { toMessages, toUnits } from './frame.ts';
import { lastMark, markOf } from './import-marks.ts';
import { readEnd, setAnchor } from './log-end.ts';
import { busNames } from './names.ts';
import type { LogEnd } from './numbering.ts';
import { PreparedRecord } from './prepared-record.ts';

/** Limits a batch, since the server keeps it in memory until it is committed. */
const MAX_BATCH_BYTES = 8 * 1024 * 1024;
/** Room for subject and headers in addition to the payload. */
const OVERHEAD_BYTES = 2048;

export interface StreamLogOptions {
  /**
   * Whether records that are stored together share a message. Not where the server itself has to distinguish them:
   * where it limits the number of records or of versions per key, and where a person's data may have to be found and
   * purged. Default false.
   */
  readonly framed?: boolean;
}

/**
 * Opens the log of one stream for its single writer. Each message or batch names the sequence that it expects to
 * follow. So everything behind a refused batch is refused too, which preserves the order, and a second writer is
 * noticed at once.
 */
export function openStreamLog(
  bus: BusConnection,
  stream: string,
  { framed = false }: StreamLogOptions = {},
): StreamLog & ArrivalLog & BulkLog {
  const writer = new LogWriter(bus, stream);

  const unitsOf = (records: readonly LogRecord[], checkedBy: string | null = null) => {
    const maxBytes = maxPayload(bus);
    const limits = { framed, maxBytes, maxBatch: MAX_BATCH, maxBatchSize: MAX_BATCH_BYTES };
    return toUnits(records, limits, checkedBy);
  };

  return {
    async append(records, signal) {
      signal.throwIfAborted();
      if (records.length === 0) return [];
      const { encoded, rejected } = encode(records, maxPayload(bus));
      await writer.write(unitsOf(encoded));
      return rejected;
    },
    async appendArrivals(arrivals, signal) {
      signal.throwIfAborted();
      const { encoded, rejected } = encodeArrivals(arrivals, maxPayload(bus));
      return { rejected, lastSeq: await writer.write(unitsOf(encoded)) };
    },
    async *deliveriesBehind(behindSeq, signal) {
      await writer.locate();
      yield* deliveriesBehind(bus, stream, { behindSeq, signal });
    },
    maxRecordBytes: () => maxPayload(bus),
    async appendPrepared(batch) {
      const { records, importId, rowsBefore, from, checkedBy } = batch;
      let until = from;
      return writer.write(unitsOf(preparedRecords(batch), checkedBy), (unit) => {
        until += unit.records.length;
        return markOf({ importId, row: rowsBefore + (records.rows[until - 1] ?? 0) });
      });
    },
    async lastMark(importId, behindSeq, signal) {
      await writer.locate();
      return lastMark(bus, stream, { importId, behindSeq, signal });
    },
    lastSeq: async () => (await readPosition(bus, stream)).seq,
  };
}

/** Where the log will end once everything in flight is stored. */
type Position = { -readonly [Field in keyof LogEnd]: LogEnd[Field] };

class LogWriter {
  readonly #bus: BusConnection;
  readonly #stream: string;
  /** Null if a failure left it unknown. */
  #position: Promise<Position> | null = null;

  constructor(bus: BusConnection, stream: string) {
    this.#bus = bus;
    this.#stream = stream;
  }

  /**
   * Learns where the log ends, before anybody looks for what it holds. What another process stores after that is noticed
   * by the next write, even if it is the first one here: a hub whose place was taken may still store what it had begun.
   */
  async locate(): Promise<void> {
    const position = (this.#position ??= readPosition(this.#bus, this.#stream));
    try {
      await position;
    } catch (error) {
      if (this.#position === position) this.#position = null;
      throw error;
    }
  }

  /**
   * Stores units. Successive calls write in order, since all of them wait for the same position.
   * @param markOf a header for the last message of a unit
   * @returns the last record's number
   */
  async write(units: readonly Unit[], markOf?: (unit: Unit) => MessageHead): Promise<number> {
    this.#position ??= readPosition(this.#bus, this.#stream);
    if (units.some(({ isFrame }) => isFrame)) this.#position = this.#numbered(this.#position);
    const current = this.#position;
    try {
      const position = await current;
      const seqs = units.map((unit) => this.#store(position, unit, markOf?.(unit) ?? null));
      return (await Promise.all(seqs)).at(-1) ?? position.seq;
    } catch (error) {
      if (this.#position === current) this.#position = null;
      throw error;
    }
  }

  /** Stores, before a log's first frame, that from then on its records are numbered differently from its messages. */
  #numbered(position: Promise<Position>): Promise<Position> {
    if (this.#bus.numberings.anchor(this.#stream)) return position;
    return position.then(async (end) => {
      if (this.#bus.numberings.anchor(this.#stream)) return end;
      try {
        await setAnchor(this.#bus, this.#stream, end);
        return end;
      } catch (error) {
        throw busFailure(error, `prepare stream ${this.#stream} for frames`);
      }
    });
  }

  async #store(position: Position, unit: Unit, mark: MessageHead | null): Promise<number> {
    const bus = this.#bus;
    const stream = this.#stream;
    const { streamSeq: expected, seq: before } = position;
    const messages = toMessages(unit, {
      ...{ names: busNames(bus.namespace), stream, firstSeq: before + 1 },
      isNumbered: Boolean(bus.numberings.anchor(stream)),
    });
    position.streamSeq += messages.length;
    position.seq += unit.records.length;
    const { streamSeq, seq } = position;
    const result = await publishBatch(bus, messages, expected, mark).catch((error: unknown) => {
      // It may have been stored nevertheless.
      bus.tails.of(stream).lose();
      bus.growth.suspect(stream);
      throw error;
    });
    if (result.kind === 'out-of-step') {
      throw new Failure('BUS_UNAVAILABLE', {
        message: `Stream ${stream} is no longer at ${expected}: an earlier batch was refused, or another process writes to it.`,
      });
    }
    bus.numberings.ends(stream, { streamSeq, seq });
    bus.tails.stored(stream, unit, seq);
    if (seq > bus.growth.end(stream)) bus.growth.reached(stream, seq);
    return seq;
  }
}

async function readPosition(bus: BusConnection, stream: string): Promise<Position> {
  try {
    return { ...(await readEnd(bus, stream)) };
  } catch (error) {
    throw busFailure(error, `read the position of stream ${stream}`);
  }
}

function preparedRecords({ records, from, until, traceParents }: PreparedBatch): LogRecord[] {
  const prepared: LogRecord[] = [];
  for (let index = from; index < until; index++) {
    const record = new PreparedRecord(records, index);
    const traceParent = traceParents?.get(index - from);
    prepared.push(
      traceParent === undefined ? record : toLogRecord(record, traceHeads(traceParent)),
    );
  }
  return prepared;
}

function encode(
  records: readonly SourceRecord[],
  maxBytes: number,
): { encoded: LogRecord[]; rejected: RejectedRow[] } {
  const encoded: LogRecord[] = [];
  const rejected: RejectedRow[] = [];
  for (const record of records) {
    const payload = encodeFitting(record, maxBytes);
    if (typeof payload !== 'string') rejected.push(payload);
    else encoded.push(toLogRecord({ key: record.key, payload }, traceHeads(record.traceParent)));
  }
  return { encoded, rejected };
}

function encodeArrivals(
  arrivals: readonly Arrival[],
  maxBytes: number,
): { encoded: LogRecord[]; rejected: (RejectedRow | null)[] } {
  const encoded: LogRecord[] = [];
  const rejected = arrivals.map(({ record, deliveryId }) => {
    const payload = encodeFitting(record, maxBytes);
    if (typeof payload !== 'string') return payload;
    const heads = traceHeads(record.traceParent);
    if (deliveryId !== null) heads.push(deliveryMark(deliveryId));
    encoded.push(toLogRecord({ key: record.key, payload }, heads));
    return null;
  });
  return { encoded, rejected };
}

function traceHeads(traceParent: string | undefined): MessageHead[] {
  return traceParent === undefined ? [] : [{ name: TRACE_PARENT, value: traceParent }];
}

function toLogRecord(
  { key, payload }: Pick<LogRecord, 'key' | 'payload'>,
  heads: readonly MessageHead[],
): LogRecord {
  const record = { key, payload, size: payload.length };
  return heads.length === 0 ? record : { ...record, heads };
}

/**
 * Returns a function that checks a record without storing it: it returns the rejection, or null if a stream would
 * accept the record.
 */
export function fitCheck(bus: BusConnection): (record: SourceRecord) => RejectedRow | null {
  const maxBytes = maxPayload(bus);
  return (record) => {
    const payload = encodeFitting(record, maxBytes);
    return typeof payload === 'string' ? null : payload;
  };
}

function maxPayload({ nc }: BusConnection): number {
  return (nc.info?.max_payload ?? 1024 * 1024) - OVERHEAD_BYTES;
}

/** Returns the record's text, or why a stream cannot hold the record. */
function encodeFitting(record: SourceRecord, maxBytes: number): string | RejectedRow {
  const { key, document } = record;
  const reject = (raw: string, reason: string) => rejectRow(raw, `key ${key}`, reason, key);
  if (isTooDeep(document)) return reject(shownJson(document), tooDeep);
  const payload = encodeRecord(record);
  // A character takes at most three bytes, so most records need not be measured.
  const size = payload.length * 3 <= maxBytes ? 0 : Buffer.byteLength(payload);
  if (size <= maxBytes) return payload;
  return reject(
    payload,
    `the record is ${size} bytes, the bus takes at most ${maxBytes}: leave large fields out of the source, or raise max_payload of the NATS server`,
  );
}
