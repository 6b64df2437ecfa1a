import type { JsMsg } from '@nats-io/jetstream';
import type { LaneMessage } from '../pipeline/index.ts';
import { TRACE_PARENT } from './batch.ts';
import { frameLines } from './frame.ts';
import type { RecordPlace } from './message.ts';
import { decodeText } from './message.ts';
import type { SeqRange } from './numbering.ts';
import type { TailRecord } from './tail.ts';

/** How much of bytes that are no record is shown. */
const MAX_RAW = 64 * 1024;

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
  if (firstSeq === lastSeq) {
    const traceParent = traced ? message.headers?.get(TRACE_PARENT) : undefined;
    const bytes = message.data.length;
    return [decode(message.string(), { seq: firstSeq, storedAtMs }, bytes, traceParent)];
  }
  const lines = frameLines(message.string());
  const bytes = message.data.length / lines.length;
  return Array.from({ length: lastSeq - firstSeq + 1 }, (_, index) =>
    decode(lines[index] ?? '', { seq: firstSeq + index, storedAtMs }, bytes),
  );
}

/** What this hub has just stored; the same as if the server had sent it. */
export function laneMessageOfTail({ record, ...place }: TailRecord): LaneMessage {
  const { payload, heads } = record;
  const text = typeof payload === 'string' ? payload : asText(payload);
  const bytes = typeof payload === 'string' ? Buffer.byteLength(payload) : payload.length;
  const traceParent = heads?.find(({ name }) => name === TRACE_PARENT)?.value;
  return decode(text, place, bytes, traceParent);
}

function asText({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString();
}

function decode(
  text: string,
  place: RecordPlace,
  bytes: number,
  traceParent?: string,
): LaneMessage {
  try {
    const record = decodeText(text, place);
    return { kind: 'record', record: traceParent ? { ...record, traceParent } : record, bytes };
  } catch (error) {
    const reason = `What stands there is no record: ${String(error)}`;
    return { kind: 'unreadable', ...place, raw: text.slice(0, MAX_RAW), reason };
  }
}
