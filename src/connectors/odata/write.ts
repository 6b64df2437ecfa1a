import type { Delivery, JsonObject } from '../../connector-api/index.ts';
import { isJsonObject } from '../../connector-api/index.ts';
import { traceHeadersOf } from '../common/traced-request.ts';
import { parseJson, requireNoPage } from '../http/answer-json.ts';
import type { Answer } from '../http/failures.ts';
import { refused } from '../http/failures.ts';
import { bodyOf } from './body.ts';
import type { EntitySet } from './entity-set.ts';

/** A request that writes one record. */
export interface Write {
  readonly one: Delivery;
  readonly method: 'POST' | 'PATCH' | 'DELETE';
  /** Below the address of the service. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: JsonObject;
  /** Of the entity; null if the service will tell. */
  readonly id: string | null;
}

/** The request for a record. @param id of the entity that it is written to; null to create one. @returns null if no entity can have the id */
export function writeOf(one: Delivery, id: string | null, set: EntitySet): Write | null {
  const path = id === null ? set.address() : set.addressOf(id);
  if (path === null) return null;
  const { operation, document, expected } = one;
  // Without a tag the last write counts; services such as Business Central refuse a write that does not say so.
  const condition = id === null ? {} : { 'if-match': expected?.etag ?? '*' };
  const headers = { ...condition, ...traceHeadersOf(one) };
  if (operation === 'delete') return { one, method: 'DELETE', path, headers, id };
  const { content, type } = bodyOf(document, set.structure, set.metadata);
  return {
    ...{ one, method: id === null ? 'POST' : 'PATCH', path, body: content, id },
    headers: { 'content-type': type, ...headers },
  };
}

/**
 * The id of the entity that a successful write has written.
 * @throws Failure if the service does not tell which entity it has created
 */
export function writtenId({ one, id, path }: Write, answer: Answer, set: EntitySet): string {
  const where = `POST ${path}`;
  if (id !== null) {
    requireNoPage(answer, where);
    return id;
  }
  const held = answer.status === 204 ? null : parseJson(answer, 'target', where);
  const told = isJsonObject(held) ? set.idOf(held) : set.idOf(one.document);
  if (told !== null) return told;
  throw refused(
    'target',
    `The answer to ${where} has no ${set.key.join(', ')}, so it is unknown which entity was created: correct \`entity\`.`,
  );
}
