import type { Delivery, Json } from '../../connector-api/index.ts';
import type { Column } from './table.ts';
import { columnOf } from './table.ts';
import type { WritePlan, WriteRow } from './write-statements.ts';

/** A delivery with the row that it becomes. */
export interface Write {
  readonly delivery: Delivery;
  readonly row: WriteRow;
}

/** Deliveries that one statement can write: the same fields, or all deletes. */
export interface Group {
  /** Null for deletes. */
  readonly columns: readonly Column[] | null;
  readonly writes: readonly Write[];
}

/** @throws Failure TARGET_MISCONFIGURED for a field that is no column */
export function groupByFields(plan: WritePlan, deliveries: readonly Delivery[]): Group[] {
  const groups = new Map<string, { columns: Column[] | null; writes: Write[] }>();
  const groupOf = (fields: readonly string[] | null) => {
    const id = fields === null ? '' : `=${fields.join('\u0000')}`;
    const known = groups.get(id);
    if (known) return known;
    const columns =
      fields?.map((field) => columnOf(plan.table, field, 'TARGET_MISCONFIGURED')) ?? null;
    const group = { columns, writes: [] };
    groups.set(id, group);
    return group;
  };
  // A mapping makes the same fields in the same order, nearly always.
  let names: readonly string[] = [];
  let group = groups.get('');
  for (const delivery of deliveries) {
    const isDelete = delivery.operation === 'delete';
    const ownNames = isDelete ? [] : Object.keys(delivery.document);
    if (!group || isDelete !== (group.columns === null) || !areEqual(ownNames, names)) {
      names = ownNames;
      group = groupOf(isDelete ? null : fieldsOf(plan, names));
    }
    group.writes.push({ delivery, row: toRow(plan, delivery, group.columns ?? []) });
  }
  return [...groups.values()];
}

function areEqual(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((one, index) => one === others[index]);
}

/** The key has its own place, and the version column is the hub's. */
function fieldsOf({ key, version }: WritePlan, names: readonly string[]): string[] {
  return names.filter((field) => field !== key.name && field !== version?.name);
}

function toRow({ key }: WritePlan, delivery: Delivery, columns: readonly Column[]): WriteRow {
  const { document, version, idempotencyKey } = delivery;
  return {
    key: keyOf(key, delivery),
    version,
    mark: idempotencyKey,
    values: columns.map(({ name, type }) => toText(document[name] ?? null, type)),
  };
}

/** The row's key: the document's own where it has one. */
export function keyOf(
  column: Column,
  { document, externalId, key }: Pick<Delivery, 'document' | 'externalId' | 'key'>,
): string {
  const own = document[column.name];
  if (own === undefined || own === null) return externalId ?? key;
  return toText(own, column.type) ?? '';
}

/** A value in PostgreSQL's input form for the type. */
function toText(value: Json, type: string): string | null {
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

/** The columns whose value PostgreSQL's message quotes, or whose declared type it names: it does not say which column it was. */
export function blamedColumns(
  message: string,
  key: Column,
  { columns, writes }: Group,
): readonly string[] {
  const row = writes[0]?.row;
  const fields = (columns ?? []).map((column, index) => ({
    column,
    value: row?.values[index] ?? null,
  }));
  const all = [{ column: key, value: row?.key ?? null }, ...fields];
  const quoted = all.filter(({ value }) => value !== null && quotes(message, value));
  const meant =
    quoted.length > 0
      ? quoted
      : all.filter(({ column, value }) => value !== null && tooLong(message, column, value));
  return meant.map(({ column }) => column.name);
}

/** `invalid input syntax for type numeric: "cheap"` or `value "3000000000" is out of range for type integer`. */
function quotes(message: string, value: string): boolean {
  return message.endsWith(`"${value}"`) || message.startsWith(`value "${value}" is out of range`);
}

function tooLong(message: string, { declared }: Column, value: string): boolean {
  const limit = /\((\d+)\)$/.exec(declared)?.[1];
  return limit !== undefined && message.endsWith(declared) && value.length > Number(limit);
}
