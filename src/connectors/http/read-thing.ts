import type { HeldThing, Json, JsonObject, PeekedThing } from '../../connector-api/index.ts';
import { isJsonList, isJsonObject } from '../../connector-api/index.ts';
import { parseJson, valueAt } from './answer-json.ts';
import type { HttpClient } from './client.ts';
import type { Answer } from './failures.ts';
import { readFailure, refused } from './failures.ts';
import { fillPath } from './fill-path.ts';
import { fill } from './record-request.ts';
import type { HttpSourceOptions } from './source-spec.ts';
import type { ReadRequest } from './spec.ts';
import { ETAG_HEADER } from './spec.ts';

/** Reads what the target holds of one thing, limited to the fields that a document would write. Null when it holds nothing. */
export async function readThing(
  client: HttpClient,
  get: ReadRequest,
  thing: PeekedThing,
  signal: AbortSignal,
): Promise<HeldThing | null> {
  const where = `GET ${get.path}`;
  const path = fill(get.path, thing);
  if (path === null) return null;
  // Proxies that compress an answer weaken its ETag or append to it, and no later request matches it.
  const sent = get.etag === ETAG_HEADER ? { headers: { 'accept-encoding': 'identity' } } : {};
  const answer = await client.send({ method: 'GET', path, ...sent }, 'target', signal);
  if (isNone(answer)) return null;
  const failure = readFailure(answer, 'target', where);
  if (failure) throw failure;
  const item = valueAt(parseJson(answer, 'target', where), get.item);
  if (!isJsonObject(item)) {
    throw refused(
      'target',
      `The answer to ${where} has no object at ${get.item ?? 'the top level'}: correct \`get\`.`,
    );
  }
  return {
    // A thing read by its id has that id; a search does not return one.
    ...(get.path.includes('{externalId}') ? { id: thing.externalId ?? thing.key } : {}),
    ...{ now: fieldsLike(thing.document, item), then: thing.document },
    ...(get.etag === undefined ? {} : { etag: etagOf(get.etag, answer.headers, item, where) }),
  };
}

/** Refuses a weak tag in a header, because `If-Match` never matches it (RFC 9110, 13.1.1); OData accepts the tag of a field. */
function etagOf(at: string, headers: Headers, item: JsonObject, where: string): string {
  const inHeader = at === ETAG_HEADER;
  // A name that contains a dot, as in OData, takes precedence over a path.
  const told = inHeader ? headers.get('etag') : valueAt(item, at);
  if (typeof told === 'string' && !(inHeader && told.startsWith('W/'))) return told;
  const what = inHeader ? 'header ETag by which a write could be tied to it' : `text at ${at}`;
  throw refused('target', `The answer to ${where} has no ${what}: correct \`get.etag\`.`);
}

/** Reads one thing of a source in full. Null when it does not exist. */
export async function fetchItem(
  client: HttpClient,
  { path, item }: NonNullable<HttpSourceOptions['get']>,
  key: string,
  signal: AbortSignal,
): Promise<Json | null> {
  const where = `GET ${path}`;
  const filled = fillPath(path, { key });
  if (filled === null) return null;
  const answer = await client.send({ method: 'GET', path: filled }, 'source', signal);
  if (isNone(answer)) return null;
  const failure = readFailure(answer, 'source', where);
  if (failure) throw failure;
  return valueAt(parseJson(answer, 'source', where), item) ?? null;
}

function isNone({ status }: Answer): boolean {
  return status === 404 || status === 410;
}

/** Picks the fields of the pattern, nested ones too; the hub ignores everything else that the target holds. */
export function fieldsLike(pattern: JsonObject, item: JsonObject): JsonObject {
  const fields: [string, Json][] = [];
  for (const [name, wanted] of Object.entries(pattern)) {
    const value = Object.hasOwn(item, name) ? item[name] : undefined;
    if (value !== undefined) fields.push([name, valueLike(wanted, value)]);
  }
  return Object.fromEntries(fields);
}

/** Lists are compared item by item, in their order, if they have equally many. */
function valueLike(wanted: Json | undefined, value: Json): Json {
  if (isJsonObject(wanted) && isJsonObject(value)) return fieldsLike(wanted, value);
  if (!isJsonList(wanted) || !isJsonList(value) || wanted.length !== value.length) return value;
  return value.map((item, nth) => valueLike(wanted[nth], item));
}
