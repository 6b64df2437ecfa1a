import type { JsMsg } from '@nats-io/jetstream';
import type { LaneMessage } from '../pipeline/index.ts';
import { decodeRecord, decodeText } from './message.ts';
import type { TailRecord } from './tail.ts';

/** How much of bytes that are no record is shown. */
const MAX_RAW = 64 * 1024;

/** What the server sent to a lane. */
export function laneMessageOf(message: JsMsg, traced: boolean): LaneMessage {
  try {
    const record = decodeRecord(message, traced);
    return { kind: 'record', record, bytes: message.data.length };
  } catch (error) {
    const place = { seq: message.seq, storedAtMs: message.time.getTime() };
    return unreadable(place, message.subject, message.string(), error);
  }
}

/** What this hub has just stored; the same as if the server had sent it. */
export function laneMessageOfTail({ message, ...place }: TailRecord): LaneMessage {
  const { payload, subject, traceParent } = message;
  const text = typeof payload === 'string' ? payload : asText(payload);
  try {
    const decoded = decodeText(text, place);
    const record = traceParent === undefined ? decoded : { ...decoded, traceParent };
    const bytes = typeof payload === 'string' ? Buffer.byteLength(payload) : payload.length;
    return { kind: 'record', record, bytes };
  } catch (error) {
    return unreadable(place, subject, text, error);
  }
}

function asText({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString();
}

function unreadable(
  place: { readonly seq: number; readonly storedAtMs: number },
  subject: string,
  text: string,
  error: unknown,
): LaneMessage {
  const reason = `${subject} holds no record: ${String(error)}`;
  return { kind: 'unreadable', ...place, raw: text.slice(0, MAX_RAW), reason };
}
