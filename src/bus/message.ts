import type { JsMsg, StoredMsg } from '@nats-io/jetstream';
import type { JsonObject, SourceRecord, StoredRecord } from '../domain/index.ts';
import { isJsonObject } from '../domain/index.ts';

/** A record as bytes in a stream. Short names, since every record carries them; `o` only for deletes. */
interface Envelope {
  readonly k: string;
  readonly v: number;
  readonly o?: 'delete';
  readonly d: JsonObject;
}

export function encodeRecord(record: SourceRecord): string {
  const envelope: Envelope = {
    k: record.key,
    v: record.version,
    ...(record.operation === 'delete' ? { o: 'delete' as const } : {}),
    d: record.document,
  };
  return JSON.stringify(envelope);
}

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

function isEnvelope(value: unknown): value is Envelope {
  return (
    isJsonObject(value) &&
    typeof value.k === 'string' &&
    typeof value.v === 'number' &&
    isJsonObject(value.d)
  );
}
