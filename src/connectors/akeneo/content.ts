import { createHash } from 'node:crypto';
import type { Json, JsonObject, PeekedThing } from '../../connector-api/index.ts';
import { isJsonList, isJsonObject } from '../../connector-api/index.ts';
import type { Entity } from './entities.ts';

/** Namespace of the uuids that the hub gives (RFC 9562, 5.5). */
const NAMESPACE = Buffer.from('5d9f1c0be6a24f6f9c1e0b7a4a3d2c81', 'hex');

type Named = Pick<PeekedThing, 'externalId' | 'document' | 'key'>;

/**
 * The id of a thing in the PIM: the one that the hub knows, else the one in the document, else a uuid that follows from lane and
 * key, or the key as code. So an attempt that is repeated, even by a hub that has lost its database, writes the same thing.
 */
export function idOf({ externalId, document, key }: Named, entity: Entity, lane: string): string {
  if (externalId !== null) return externalId;
  const named = document[entity.id];
  if (typeof named === 'string' && named !== '')
    return entity.id === 'code' ? named : named.toLowerCase();
  return entity.id === 'code' ? key : uuidFor(`${lane}\n${key}`);
}

function uuidFor(name: string): string {
  const bytes = createHash('sha1').update(NAMESPACE).update(name).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const parts = /^(.{8})(.{4})(.{4})(.{4})(.{12})$/.exec(bytes.toString('hex')) ?? [];
  return parts.slice(1).join('-');
}

/** What is written of a document, without its id: `identifier` is the value of the identifier attribute, and values are lists. */
export function contentOf(document: JsonObject, entity: Entity, attribute: string): JsonObject {
  const { [entity.id]: _, ...fields } = document;
  if (!entity.isProduct) return fields;
  const { identifier, values, ...others } = fields;
  const isNamed = entity.id === 'uuid' && identifier !== undefined;
  if (!isJsonObject(values) && !isNamed) return fields;
  const all = {
    ...(isJsonObject(values) ? values : {}),
    ...(isNamed ? { [attribute]: identifier } : {}),
  };
  const lists = Object.entries(all).map(([code, value]) => [code, valuesOf(value)] as const);
  return { ...others, values: Object.fromEntries(lists) };
}

/** What does not have the API's form is the data of a value for all channels and locales. */
function valuesOf(value: Json): readonly JsonObject[] {
  const given = isJsonList(value) ? value : [value];
  const isWhole = given.length > 0 && given.every(hasData);
  const list = isWhole ? given : [{ data: value }];
  return list.map((one) => ({ locale: null, scope: null, ...one }));
}

function hasData(value: Json): value is JsonObject {
  return isJsonObject(value) && Object.hasOwn(value, 'data');
}
