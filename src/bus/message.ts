import type { JsMsg, StoredMsg } from '@nats-io/jetstream';
import type { StoredRecord } from '../domain/index.ts';
import { isJsonObject } from '../domain/index.ts';
import type { RecordText } from '../pipeline/index.ts';

/** @throws SyntaxError when the message is not a record of this hub */
export function decodeRecord(message: JsMsg): StoredRecord {
  const { streamSequence, timestampNanos } = message.info;
  return decode(message.string(), streamSequence, Math.floor(timestampNanos / 1e6));
}

/** The same for a message that was read by its place. */
export function decodeStored(message: StoredMsg): StoredRecord {
  return decode(message.string(), message.seq, message.time.getTime());
}

function decode(text: string, seq: number, storedAtMs: number): StoredRecord {
  const value: unknown = JSON.parse(text);
  if (!isEnvelope(value)) throw new SyntaxError('fields k, v and d of a record are missing');
  return {
    key: value.k,
    version: value.v,
    operation: value.o === 'delete' ? 'delete' : 'upsert',
    document: value.d,
    seq,
    storedAtMs,
  };
}

function isEnvelope(value: unknown): value is RecordText {
  return (
    isJsonObject(value) &&
    typeof value.k === 'string' &&
    typeof value.v === 'number' &&
    isJsonObject(value.d)
  );
}
