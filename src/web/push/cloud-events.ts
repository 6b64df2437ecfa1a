import type { IncomingHttpHeaders } from 'node:http';
import type { Json } from '../../domain/index.ts';
import { isJsonObject, parseVersion } from '../../domain/index.ts';
import { parseBody } from '../webhooks/delivery.ts';

/** The parts of a CloudEvent (1.0) that matter to a stream. */
export interface CloudEvent {
  /** Source and id identify the event: a repeated one has the same. */
  readonly source: string;
  readonly id: string;
  /** Microseconds since the epoch; null when the event has no time. */
  readonly time: number | null;
  readonly data: Json | undefined;
}

const REQUIRED = ['id', 'source', 'type'] as const;

/** Whether a request carries an event in its headers, with the body as the data (binary mode). */
export function isBinaryEvent(headers: IncomingHttpHeaders): boolean {
  return headers['ce-specversion'] !== undefined;
}

/** @returns what is wrong, as text */
export function eventOfHeaders(headers: IncomingHttpHeaders, data: Json | undefined) {
  const attributes: Record<string, Json> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (name.startsWith('ce-')) attributes[name.slice(3)] = decoded(String(value));
  }
  return eventOf(attributes, data);
}

/** Reads an event whose attributes are next to its data (structured mode). @returns what is wrong, as text */
export function eventOfEnvelope(envelope: Json | undefined) {
  if (!isJsonObject(envelope)) return 'a CloudEvent is a JSON object';
  const { data, data_base64: encoded } = envelope;
  return eventOf(envelope, typeof encoded === 'string' ? decodedData(encoded) : data);
}

function eventOf(
  attributes: Readonly<Record<string, Json>>,
  data: Json | undefined,
): CloudEvent | string {
  const { specversion, source, id, time } = attributes;
  if (specversion !== '1.0') return 'specversion must be "1.0"';
  const missing = REQUIRED.find(
    (name) => typeof attributes[name] !== 'string' || attributes[name] === '',
  );
  if (missing !== undefined) return `attribute ${missing} must be text`;
  const moment = typeof time === 'string' ? parseVersion(time) : null;
  if (time !== undefined && moment === null) return 'attribute time must be a timestamp (RFC 3339)';
  return { source: source as string, id: id as string, time: moment, data };
}

/** Undefined when it is not JSON. */
function decodedData(base64: string): Json | undefined {
  return parseBody(Buffer.from(base64, 'base64'));
}

/** Header values are percent-encoded UTF-8. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
