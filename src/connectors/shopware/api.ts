import type { Json, JsonObject } from '../../connector-api/index.ts';
import { isJsonObject } from '../../connector-api/index.ts';
import { textOf } from '../common/text-of.ts';
import { parseJson } from '../http/answer-json.ts';
import type { HttpClient } from '../http/client.ts';
import type { Answer, Side } from '../http/failures.ts';
import { readFailure, refused } from '../http/failures.ts';

/** Ids of all entities: a UUID in lower-case hexadecimal digits without dashes. */
export const ID = /^[0-9a-f]{32}$/;

/** An entity as the shop returns it. */
export type Entity = JsonObject & { readonly id: string };

/** An answer to a search. */
export interface Found {
  readonly entities: readonly Entity[];
  readonly headers: Headers;
}

/** Searches entities (`POST /api/search/<entity>`). @throws Failure as `Source.read` and `Target.deliver` do */
export async function search(
  client: HttpClient,
  entity: string,
  criteria: JsonObject,
  side: Side,
  signal: AbortSignal,
): Promise<Found> {
  // Entities are named with underscores, their paths with dashes.
  const path = `/api/search/${entity.replaceAll('_', '-')}`;
  const answer = await post(client, path, criteria, side, signal);
  const where = `POST ${path}`;
  const failure = readFailure(answer, side, where);
  if (failure) throw failure;
  const value = parseJson(answer, side, where);
  const entities = isJsonObject(value) ? value.data : undefined;
  if (Array.isArray(entities)) {
    const { headers } = answer;
    return { entities: (entities as readonly Json[]).filter(isEntity), headers };
  }
  throw refused(
    side,
    `The answer to ${where} has no list in \`data\`, so it is not that of a Shopware 6 shop: correct \`url\`.`,
  );
}

function isEntity(value: Json): value is Entity {
  return isJsonObject(value) && typeof value.id === 'string';
}

export function post(
  client: HttpClient,
  path: string,
  body: Json,
  side: Side,
  signal: AbortSignal,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  return client.send({ method: 'POST', path, body, headers }, side, signal);
}

/** One error of an answer (JSON:API, 7). */
export interface ShopError {
  readonly code: string;
  readonly detail: string;
  /** Where the error is in the request, for example `/0/3/price`; empty if the shop does not say. */
  readonly pointer: string;
}

/** The errors of an answer; none if it is not in the shop's form, such as a proxy's page. */
export function errorsOf(body: string): readonly ShopError[] {
  const value = parsed(body);
  const errors = isJsonObject(value) && Array.isArray(value.errors) ? value.errors : [];
  return (errors as readonly Json[])
    .filter(isJsonObject)
    .map(({ code, detail, title, source }) => ({
      code: textOf(code),
      detail: textOf(detail) || textOf(title),
      pointer: isJsonObject(source) ? textOf(source.pointer) : '',
    }));
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
