import { isUtf8 } from 'node:buffer';
import type { IncomingHttpHeaders } from 'node:http';
import type { Json } from '../../domain/index.ts';
import {
  isJsonObject,
  isTooDeep,
  MAX_NESTING,
  parseSent,
  parseVersion,
} from '../../domain/index.ts';
import type { Place, SignatureSettings } from './settings.ts';

/** One call of a sender, as received. */
export interface RawDelivery {
  readonly headers: IncomingHttpHeaders;
  /** The bytes that were signed. */
  readonly body: Buffer;
  readonly receivedAtMs: number;
}

/** What a delivery says about itself. */
export interface DeliveryFacts {
  readonly id: string | null;
  /** Microseconds since the epoch; null when missing or unreadable. */
  readonly sentAt: number | null;
  readonly topic: string | null;
}

/** What `parseBody` accepts, for refusals. */
export const READABLE = `JSON in UTF-8, nested at most ${MAX_NESTING} levels deep`;

/** @returns undefined when the body is not `READABLE` */
export function parseBody(body: Buffer): Json | undefined {
  if (!isUtf8(body)) return undefined;
  try {
    const value = parseSent(body.toString());
    return isTooDeep(value) ? undefined : value;
  } catch {
    return undefined;
  }
}

export function factsOf(
  { id, timestamp, topic }: SignatureSettings,
  headers: IncomingHttpHeaders,
  body: Json | undefined,
): DeliveryFacts {
  const read = (place: Place | null) => (place === null ? null : textAt(place, headers, body));
  const sent = read(timestamp);
  return { id: read(id), sentAt: sent === null ? null : momentOf(sent), topic: read(topic) };
}

export function textAt(
  place: Place,
  headers: IncomingHttpHeaders,
  body: Json | undefined,
): string | null {
  const value = 'header' in place ? headers[place.header] : fieldAt(body, place.field);
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Returns a field by its dotted path; numbers index into lists. */
export function fieldAt(value: Json | undefined, path: string): Json | undefined {
  return path.split('.').reduce<Json | undefined>((node, name) => {
    if (Array.isArray(node)) return (node as readonly Json[])[Number(name)];
    return isJsonObject(node) && Object.hasOwn(node, name) ? node[name] : undefined;
  }, value);
}

/** Numbers below this are seconds (until the year 5138), larger ones milliseconds (since 1973). */
const MILLISECONDS_FROM = 100_000_000_000;

/** Converts ISO 8601, or seconds or milliseconds since the epoch, to microseconds. */
export function momentOf(text: string): number | null {
  if (!/^\d{1,16}(\.\d+)?$/.test(text)) return parseVersion(text);
  const number = Number(text);
  const micros = Math.floor(number < MILLISECONDS_FROM ? number * 1e6 : number * 1e3);
  return Number.isSafeInteger(micros) ? micros : null;
}
