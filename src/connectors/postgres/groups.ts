import type { Delivery, JsonObject } from '../../connector-api/index.ts';
import { documentOf, keyOf, toText } from './column-text.ts';
import type { Column } from './table.ts';
import { columnOf } from './table.ts';
import type { WritePlan, WriteRow } from './write-statements.ts';

/** A delivery and the row to write for it. */
export interface Write {
  readonly delivery: Delivery;
  readonly row: WriteRow;
}

/** Deliveries that one statement can write: the same fields, or all deletes; all forced, or none. */
export interface Group {
  readonly forced: boolean;
  /** Null for deletes. */
  readonly columns: readonly Column[] | null;
  readonly writes: readonly Write[];
}

/** @throws Failure TARGET_MISCONFIGURED for a field without a column */
export function groupByFields(plan: WritePlan, deliveries: readonly Delivery[]): Group[] {
  const groups = new Map<string, { forced: boolean; columns: Column[] | null; writes: Write[] }>();
  const groupOf = (fields: readonly string[] | null, forced: boolean) => {
    const id = `${forced} ${fields === null ? '' : `=${fields.join('\u0000')}`}`;
    const known = groups.get(id);
    if (known) return known;
    const columns =
      fields?.map((field) => columnOf(plan.table, field, 'TARGET_MISCONFIGURED')) ?? null;
    const group = { forced, columns, writes: [] };
    groups.set(id, group);
    return group;
  };
  // A mapping nearly always makes the same fields in the same order.
  let names: readonly string[] = [];
  let group = groups.get('');
  for (const delivery of deliveries) {
    const isDelete = delivery.operation === 'delete';
    const forced = delivery.forced === true;
    const fits = isDelete === (group?.columns === null) && forced === group?.forced;
    if (!group || !fits || !(isDelete || hasFields(delivery.document, names))) {
      names = isDelete ? [] : Object.keys(delivery.document);
      group = groupOf(isDelete ? null : fieldsOf(plan, names), forced);
    }
    group.writes.push({ delivery, row: toRow(plan.key, delivery) });
  }
  return [...groups.values()];
}

/** Whether the document has exactly these fields in this order. */
function hasFields(document: JsonObject, names: readonly string[]): boolean {
  let index = 0;
  for (const name in document) if (name !== names[index++]) return false;
  return index === names.length;
}

/** Excludes the key, which is passed separately, and the version column, which is the hub's. */
function fieldsOf({ key, version }: WritePlan, names: readonly string[]): string[] {
  return names.filter((field) => field !== key.name && field !== version?.name);
}

function toRow(key: Column, delivery: Delivery): WriteRow {
  const { version, idempotencyKey, expected } = delivery;
  const document = documentOf(key, delivery);
  const row = { key: keyOf(key, delivery), version, mark: idempotencyKey, document };
  return expected === undefined ? row : { ...row, expected: expected.now };
}

/** Guesses the column that PostgreSQL's message does not name: those whose value it quotes, or whose declared type it names. */
export function blamedColumns(
  message: string,
  key: Column,
  { columns, writes }: Group,
): readonly string[] {
  const row = writes[0]?.row;
  const fields = (columns ?? []).map((column) => ({
    column,
    value: toText(row?.document[column.name] ?? null, column.type),
  }));
  const all = [{ column: key, value: row?.key ?? null }, ...fields];
  const quoted = all.filter(({ value }) => value !== null && quotes(message, value));
  const meant =
    quoted.length > 0
      ? quoted
      : all.filter(({ column, value }) => value !== null && tooLong(message, column, value));
  return meant.map(({ column }) => column.name);
}

/** Matches `invalid input syntax for type numeric: "cheap"` or `value "3000000000" is out of range for type integer`. */
function quotes(message: string, value: string): boolean {
  return message.endsWith(`"${value}"`) || message.startsWith(`value "${value}" is out of range`);
}

function tooLong(message: string, { declared }: Column, value: string): boolean {
  const limit = /\((\d+)\)$/.exec(declared)?.[1];
  return limit !== undefined && message.endsWith(declared) && value.length > Number(limit);
}
