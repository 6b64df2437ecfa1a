import type { StoredMsg } from '@nats-io/jetstream';
import type { StoredRecord } from '../domain/index.ts';
import { isJsonObject } from '../domain/index.ts';
import type { RecordText } from '../pipeline/index.ts';
import type { SeqRange } from './numbering.ts';
import { frameLines } from './frame.ts';

/** A record's position and when it was stored. */
export type RecordPlace = Pick<StoredRecord, 'seq' | 'storedAtMs'>;

/** A message that was read by its position, split into the texts of its records. */
export interface OpenedMessage {
  readonly range: SeqRange;
  readonly storedAtMs: number;
  readonly texts: readonly string[];
}

export function openMessage(message: StoredMsg, range: SeqRange): OpenedMessage {
  const text = message.string();
  const texts = range.firstSeq === range.lastSeq ? [text] : frameLines(text);
  return { range, storedAtMs: message.time.getTime(), texts };
}

/** Returns null if the message does not hold the record. @throws SyntaxError as `decodeText` */
export function recordIn(
  { range, texts, storedAtMs }: OpenedMessage,
  seq: number,
): StoredRecord | null {
  const text = texts[seq - range.firstSeq];
  return text === undefined ? null : decodeText(text, { seq, storedAtMs });
}

/** @throws SyntaxError if the text is not a record of this hub */
export function decodeText(text: string, place: RecordPlace): StoredRecord {
  const value: unknown = JSON.parse(text);
  if (!isRecordText(value)) throw new SyntaxError('fields k, v and d of a record are missing');
  return toRecord(value, place);
}

export function toRecord(
  { k, v, o, d }: RecordText,
  { seq, storedAtMs }: RecordPlace,
): StoredRecord {
  return {
    key: k,
    version: v,
    operation: o === 'delete' ? 'delete' : 'upsert',
    document: d,
    seq,
    storedAtMs,
  };
}

export function isRecordText(value: unknown): value is RecordText {
  return (
    isJsonObject(value) &&
    typeof value.k === 'string' &&
    typeof value.v === 'number' &&
    isJsonObject(value.d)
  );
}
