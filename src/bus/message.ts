import type { JsMsg, StoredMsg } from '@nats-io/jetstream';
import type { StoredRecord } from '../domain/index.ts';
import { isJsonObject } from '../domain/index.ts';
import type { RecordText } from '../pipeline/index.ts';
import { TRACE_PARENT } from './batch.ts';

/**
 * @param traced whether to look for a `traceparent`. The client takes a message's headers apart only when asked, which costs a
 * microsecond
 * @throws SyntaxError when the message is not a record of this hub
 */
export function decodeRecord(message: JsMsg, traced: boolean): StoredRecord {
  const { streamSequence, timestampNanos } = message.info;
  const place = { seq: streamSequence, storedAtMs: Math.floor(timestampNanos / 1e6) };
  const record = decodeText(message.string(), place);
  const traceParent = traced ? message.headers?.get(TRACE_PARENT) : undefined;
  return traceParent ? { ...record, traceParent } : record;
}

/** The same for a message that was read by its place. */
export function decodeStored(message: StoredMsg): StoredRecord {
  return decodeText(message.string(), { seq: message.seq, storedAtMs: message.time.getTime() });
}

/** @throws SyntaxError as `decodeRecord` */
export function decodeText(
  text: string,
  { seq, storedAtMs }: Pick<StoredRecord, 'seq' | 'storedAtMs'>,
): StoredRecord {
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
