import type { JsMsg } from '@nats-io/jetstream';
import type { LaneMessage, RecordText } from '../pipeline/index.ts';
import { TRACE_PARENT } from './batch.ts';
import type { LogRecord } from './frame.ts';
import { frameLines, joinedPayload, toldCheck } from './frame.ts';
import type { RecordPlace } from './message.ts';
import { decodeText, isRecordText, toRecord } from './message.ts';
import type { SeqRange } from './numbering.ts';
import type { TailRun } from './tail.ts';

/** The maximum number of characters kept of a message that is not a record. */
const MAX_RAW = 64 * 1024;

/** Metadata of records. */
interface Told {
  readonly storedAtMs: number;
  readonly checkedBy: string | null;
  /** Bytes per record, on average. */
  readonly bytes: number;
}

/**
 * Decodes the records of a message that the server sent to a lane.
 * @param traced whether to look for a `traceparent`. The client parses headers only on demand, which costs a
 * microsecond per message
 */
export function laneMessagesOf(
  message: JsMsg,
  { firstSeq, lastSeq }: SeqRange,
  traced: boolean,
): LaneMessage[] {
  const storedAtMs = Math.floor(message.info.timestampNanos / 1e6);
  const { length } = message.data;
  if (firstSeq === lastSeq) {
    const traceParent = traced ? message.headers?.get(TRACE_PARENT) : undefined;
    const told = { storedAtMs, bytes: length, checkedBy: null };
    return [decode(message.string(), firstSeq, told, traceParent)];
  }
  const count = lastSeq - firstSeq + 1;
  const checkedBy = toldCheck(message.headers);
  const told = { storedAtMs, checkedBy, bytes: length / count };
  return decodeLines(message.string(), firstSeq, count, told);
}

/** Decodes records that this hub has just stored. The result is the same as if the server had sent them. */
export function laneMessagesOfTail({ firstSeq, records, ...told }: TailRun): LaneMessage[] {
  if (records.some(({ heads }) => heads)) {
    return records.map(({ payload, heads }, index) => {
      const traceParent = heads?.find(({ name }) => name === TRACE_PARENT)?.value;
      const bytes = sizeOf(payload);
      return decode(textOf(payload), firstSeq + index, { ...told, bytes }, traceParent);
    });
  }
  const payload = joinedPayload(records);
  const bytes = sizeOf(payload) / records.length;
  return decodeLines(textOf(payload), firstSeq, records.length, { ...told, bytes });
}

function textOf(payload: LogRecord['payload']): string {
  if (typeof payload === 'string') return payload;
  const { buffer, byteOffset, byteLength } = payload;
  return Buffer.from(buffer, byteOffset, byteLength).toString();
}

function sizeOf(payload: LogRecord['payload']): number {
  return typeof payload === 'string' ? Buffer.byteLength(payload) : payload.length;
}

/** Decodes records, one per line. If one of them is not a record of this hub, each is decoded separately to find it. */
function decodeLines(text: string, firstSeq: number, count: number, told: Told): LaneMessage[] {
  const found = parseLines(text);
  if (found?.length === count) {
    const { storedAtMs, checkedBy, bytes } = told;
    return found.map((one, index) => ({
      kind: 'record',
      record: toRecord(one, { seq: firstSeq + index, storedAtMs }),
      bytes,
      checkedBy,
    }));
  }
  const lines = frameLines(text);
  return Array.from({ length: count }, (_, index) =>
    decode(lines[index] ?? '', firstSeq + index, told),
  );
}

/**
 * Parses all lines as one JSON text, which takes a third less time than parsing each. Null if one of them is not a
 * record.
 */
function parseLines(text: string): readonly RecordText[] | null {
  try {
    const values = JSON.parse(`[${text.replaceAll('\n', ',')}]`) as unknown[];
    return values.every(isRecordText) ? values : null;
  } catch {
    return null;
  }
}

function decode(
  text: string,
  seq: number,
  { storedAtMs, bytes, checkedBy }: Told,
  traceParent?: string,
): LaneMessage {
  const place: RecordPlace = { seq, storedAtMs };
  try {
    const record = decodeText(text, place);
    return {
      ...{ kind: 'record', bytes, checkedBy },
      record: traceParent ? { ...record, traceParent } : record,
    };
  } catch (error) {
    const reason = `This is not a record: ${String(error)}`;
    return { kind: 'unreadable', ...place, raw: text.slice(0, MAX_RAW), reason };
  }
}
