import type { JsMsg } from '@nats-io/jetstream';
import type { JsonObject, RowResult, SourceSettings, Version } from '../../connector-api/index.ts';
import { isJsonObject, parseSent, rejectRow, toRecord } from '../../connector-api/index.ts';
import type { NatsSourceOptions } from './spec.ts';
import { fieldsOf } from './subject.ts';

/** Headers by which the server and its key-value stores mark a deletion; the hub's own target uses the last one. */
const DELETING: readonly (readonly [header: string, value: RegExp])[] = [
  ['KV-Operation', /^(DEL|PURGE)$/],
  ['Nats-Marker-Reason', /./],
  ['stellwerk-operation', /^delete$/],
];

/** Converts a message to a record: its JSON, plus the fields from its subject. A message without content is a deletion. */
export function toRow(message: JsMsg, settings: SourceSettings, version: Version): RowResult {
  const { fields: pattern } = settings.options as NatsSourceOptions;
  const position = `${message.info.stream}, message ${message.seq} (${message.subject})`;
  const reject = (reason: string): RowResult => ({
    kind: 'rejected',
    row: rejectRow(new TextDecoder().decode(message.data), position, reason),
  });
  const fields = pattern === undefined ? {} : fieldsOf(pattern, message.subject);
  if (!fields) return reject(`the subject does not fit \`fields\`: ${pattern}`);
  const isEmpty = message.data.length === 0;
  const document = isEmpty ? {} : parse(message);
  if (!document) return reject('the message must hold one JSON object');
  const result = toRecord({ ...document, ...fields }, settings, {
    position,
    fallbackVersion: version,
  });
  if (result.kind === 'rejected' || !(isEmpty || isDeleting(message))) return result;
  return { kind: 'record', record: { ...result.record, operation: 'delete' } };
}

function isDeleting({ headers }: JsMsg): boolean {
  return headers !== undefined && DELETING.some(([name, value]) => value.test(headers.get(name)));
}

function parse(message: JsMsg): JsonObject | null {
  try {
    const value = parseSent(message.string());
    return isJsonObject(value) ? value : null;
  } catch {
    return null;
  }
}
