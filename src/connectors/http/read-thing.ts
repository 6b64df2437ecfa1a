import type { HeldThing, Json, JsonObject, PeekedThing } from '../../connector-api/index.ts';
import { isJsonObject } from '../../connector-api/index.ts';
import type { HttpClient } from './client.ts';
import { parseJson, valueAt } from './client.ts';
import { connectionFailure, refused } from './failures.ts';
import { fill } from './record-request.ts';
import type { HttpSourceOptions, HttpTargetOptions } from './spec.ts';

/** What the target holds of one thing, in the fields that a document would write. Null when it holds none. */
export async function readThing(
  client: HttpClient,
  get: NonNullable<HttpTargetOptions['get']>,
  thing: PeekedThing,
  signal: AbortSignal,
): Promise<HeldThing | null> {
  const where = `GET ${get.path}`;
  const { status, body } = await client.send(
    { method: 'GET', path: fill(get.path, thing) },
    'target',
    signal,
  );
  if (status === 404 || status === 410) return null;
  if (status >= 500) throw connectionFailure(new Error(`HTTP ${status}`), 'target', where);
  if (status >= 300) throw refused('target', `${where} answered HTTP ${status}.`);
  const item = valueAt(parseJson(body, 'target', where), get.item);
  if (!isJsonObject(item)) {
    throw refused(
      'target',
      `The answer to ${where} has no object at ${get.item ?? 'its top'}: correct \`get\`.`,
    );
  }
  return { now: fieldsLike(thing.document, item), then: thing.document };
}

/** One thing of a source, whole. Null when there is none. */
export async function fetchItem(
  client: HttpClient,
  { path, item }: NonNullable<HttpSourceOptions['get']>,
  key: string,
  signal: AbortSignal,
): Promise<Json | null> {
  const where = `GET ${path}`;
  const filled = path.replaceAll('{key}', encodeURIComponent(key));
  const { status, body } = await client.send({ method: 'GET', path: filled }, 'source', signal);
  if (status === 404 || status === 410) return null;
  if (status >= 500) throw connectionFailure(new Error(`HTTP ${status}`), 'source', where);
  if (status >= 300) throw refused('source', `${where} answered HTTP ${status}.`);
  return valueAt(parseJson(body, 'source', where), item) ?? null;
}

/** The fields of the pattern, nested ones too: what else the target keeps is none of the hub's business. */
function fieldsLike(pattern: JsonObject, item: JsonObject): JsonObject {
  const fields: [string, Json][] = [];
  for (const [name, wanted] of Object.entries(pattern)) {
    const value = item[name];
    if (value === undefined) continue;
    const nested = isJsonObject(wanted) && isJsonObject(value);
    fields.push([name, nested ? fieldsLike(wanted, value) : value]);
  }
  return Object.fromEntries(fields);
}
