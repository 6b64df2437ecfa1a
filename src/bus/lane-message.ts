import type { JsMsg } from '@nats-io/jetstream';
import type { LaneMessage, RecordText } from '../pipeline/index.ts';
import { TRACE_PARENT } from './batch.ts';
import type { LogRecord } from './frame.ts';
import { frameLines, joinedPayload, toldCheck } from './frame.ts';
import type { RecordPlace } from './message.ts';
import { decodeText, isRecordText, toRecord } from './message.ts';
import type { SeqRange } from './numbering.ts';
import type { TailRun } from './tail.ts';

/** How much of bytes that are no record is shown. */
const MAX_RAW = 64 * 1024;

/** What is told of records besides their text. */
interface Told {
  readonly storedAtMs: number;
  readonly checkedBy: string | null;
  /** Of each, on average. */
  readonly bytes: number;
}

/**
 * What the server sent to a lane: the records of one message.
 * @param traced whether to look for a `traceparent`. The client takes a message's headers apart only when asked, which costs a
 * microsecond
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

/** What this hub has just stored; the same as if the server had sent it. */
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

/** Records, one a line. Where one is none of this hub, they are read one by one to find out which. */
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

/** All lines as one text of JSON: a third less than to parse each. Null where one of them is no record. */
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
    const reason = `What stands there is no record: ${String(error)}`;
    return { kind: 'unreadable', ...place, raw: text.slice(0, MAX_RAW), reason };
  }
}
