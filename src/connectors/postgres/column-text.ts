import type { Delivery, Json, JsonObject } from '../../connector-api/index.ts';
import type { Column } from './table.ts';

/** Returns the row's key: the document's own if present, unless a person decided which row is meant. */
export function keyOf(
  column: Column,
  {
    document,
    externalId,
    key,
    decided,
  }: Pick<Delivery, 'document' | 'externalId' | 'key' | 'decided'>,
): string {
  if (decided === true && externalId !== null) return externalId;
  const own = document[column.name];
  if (own === undefined || own === null) return externalId ?? key;
  return toText(own, column.type) ?? '';
}

/** Returns the document to write: under the id that a person decided on, whatever id the source names. */
export function documentOf(
  column: Column,
  { document, externalId, decided }: Pick<Delivery, 'document' | 'externalId' | 'decided'>,
): JsonObject {
  const isOther = decided === true && externalId !== null && column.name in document;
  return isOther ? { ...document, [column.name]: externalId } : document;
}

/** Formats a value in PostgreSQL's input syntax for the type. */
export function toText(value: Json, type: string): string | null {
  if (value === null) return null;
  if (typeof value === 'string' && !type.startsWith('json')) return value;
  if (Array.isArray(value) && type.endsWith('[]')) {
    const items = (value as readonly Json[]).map((item) =>
      item === null
        ? 'null'
        : `"${(toText(item, type.slice(0, -2)) ?? '').replace(/["\\]/g, '\\$&')}"`,
    );
    return `{${items.join(',')}}`;
  }
  return typeof value === 'object' || type.startsWith('json')
    ? JSON.stringify(value)
    : String(value);
}
