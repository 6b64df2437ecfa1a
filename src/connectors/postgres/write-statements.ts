import type { JsonObject } from '../../connector-api/index.ts';
import { bigintArray, textArray } from '../../sql/index.ts';
import { toText } from './column-text.ts';
import type { Query } from './database.ts';
import { unmarked } from './keys-query.ts';
import type { Column, Table } from './table.ts';
import { quote } from './table.ts';
import { valueSql } from './version-column.ts';
import { freshSql } from './versions-table.ts';

/** How a lane writes its table. */
export interface WritePlan {
  readonly table: Table;
  readonly key: Column;
  /** Columns of the unique index that detects an existing row: the key, in some partitioned tables together with others. */
  readonly conflict: readonly Column[];
  /** Null: versions are kept in `stellwerk_applied`. */
  readonly version: Column | null;
  /** Null: a delete removes the row. */
  readonly markDeleted: Column | null;
  /** Whether rows that hold a newer version are left alone, as usual. */
  readonly refusesOlder: boolean;
  readonly lane: string;
}

/** One row to write. */
export interface WriteRow {
  readonly key: string;
  readonly version: number;
  /** Distinguishes two contents with the same version. */
  readonly mark: string;
  /** Has a value for each column; a missing one becomes SQL null. */
  readonly document: JsonObject;
  /** What the row must hold before the write; absent: anything. */
  readonly expected?: JsonObject;
}

/** A column and its new value, as SQL over the input row `i`. */
interface Assignment {
  readonly column: Column;
  readonly sql: string;
}

/**
 * Inserts rows that do not exist yet, in key order. If one exists, the statement fails with a unique violation and writes nothing.
 * Unlike an upsert it does not look for each row first, which is a quarter of an upsert's time.
 */
export function insertQuery(
  plan: WritePlan & { readonly version: Column },
  columns: readonly Column[],
  rows: readonly WriteRow[],
): Query {
  return {
    text: `with input as (${inputSql(plan, columns.length)}) ${insertSql(plan, assignmentsOf(plan, columns))} order by i.k`,
    values: inputValues(plan, rows, columns),
    prepared: true,
  };
}

/**
 * Writes rows with the same columns, in key order, so that two lanes with common rows wait for each other instead of deadlocking.
 * Returns one row: null when all rows were written, otherwise the keys of those that were. A row that holds a newer version, or
 * this version with this content, is skipped. So a redelivery changes nothing, even when the hub crashed between this statement
 * and its own settlement.
 */
export function upsertQuery(
  plan: WritePlan,
  columns: readonly Column[],
  rows: readonly WriteRow[],
): Query {
  const { key, conflict: unique, version } = plan;
  const assignments = assignmentsOf(plan, columns);
  const updated = assignments.map(
    ({ column: { name } }) => `${quote(name)} = excluded.${quote(name)}`,
  );
  const guard = version ? `where ${writeGuard(plan, version, assignments, excluded)}` : '';
  const conflict = updated.length === 0 ? 'nothing' : `update set ${updated.join(', ')} ${guard}`;
  return {
    text: `with input as (${inputSql(plan, columns.length)})${freshSql(plan, 'input')}, written as (
      ${insertSql(plan, assignments)}
      ${version ? '' : 'where i.k in (select key from fresh)'}
      order by i.k
      on conflict (${unique.map(({ name }) => quote(name)).join(', ')}) do ${conflict}
      returning ${quote(key.name)}::text as k)
      select case when count(*) < cardinality($1::text[]) then coalesce(array_agg(k), '{}') end from written`,
    values: inputValues(plan, rows, columns),
    prepared: true,
  };
}

/**
 * Whether existing rows must be updated before others are inserted: either a column not among these requires a value, or an insert
 * would not detect a row that another partition holds.
 */
export function updatesFirst(
  { table, key, conflict, version }: WritePlan,
  columns: readonly Column[],
): boolean {
  if (conflict.length > 1) return true;
  const given = new Set([key, ...columns, ...(version ? [version] : [])].map(({ name }) => name));
  return [...table.columns.values()].some(({ name, required }) => required && !given.has(name));
}

/**
 * Updates rows that already exist. In a table whose new rows require more columns than these an upsert would fail, because
 * PostgreSQL checks for missing values before it looks for the row. Returns each existing row, whether it was written, and whether
 * it is as expected; if it is not, it is not written.
 */
export function updateQuery(
  plan: WritePlan,
  columns: readonly Column[],
  rows: readonly WriteRow[],
): Query {
  const { table, key, version } = plan;
  const expects = rows.some(({ expected }) => expected !== undefined);
  const assignments = assignmentsOf(plan, columns);
  const set = assignments.map(({ column, sql }) => `${quote(column.name)} = ${sql}`);
  const guard = version
    ? `(${writeGuard(plan, version, assignments, ({ column, sql }) => `${sql}::${column.declared}`)})`
    : 'i.k in (select key from fresh)';
  const touched = set.length > 0 ? set.join(', ') : `${quote(key.name)} = t.${quote(key.name)}`;
  return {
    text: `with input as (${inputSql(plan, columns.length, expects)}), ${heldSql(plan, expects)}, ${asExpectedSql(expects)}${freshSql(plan, 'as_expected')},
      written as (update ${table.sql} t set ${touched} from as_expected i
        where t.${quote(key.name)} = i.k::${key.type} and ${guard} returning i.k)
      ${answerSql(expects)}`,
    values: [...inputValues(plan, rows, columns), ...(expects ? [expectedOf(rows)] : [])],
    prepared: true,
  };
}

/** Deletes rows, or marks them, with the same guard. Answers like `updateQuery`. */
export function deleteQuery(plan: WritePlan, rows: readonly WriteRow[]): Query {
  const { table, key, version, markDeleted } = plan;
  const expects = rows.some(({ expected }) => expected !== undefined);
  const match = `t.${quote(key.name)} = i.k::${key.type} and ${deleteGuard(plan)}`;
  const versionSet = version ? `, ${quote(version.name)} = ${valueSql(version, 'i.v')}` : '';
  const change = markDeleted
    ? `update ${table.sql} t set ${quote(markDeleted.name)} = ${markedSql(markDeleted)}${versionSet}
       from as_expected i where ${match}`
    : `delete from ${table.sql} t using as_expected i where ${match}`;
  // Versions of what is not there are noted too: nothing older may make it again.
  const noted = `, noted as (select * from input where k not in (select k from held where not is_expected))`;
  const fresh = expects ? `${noted}${freshSql(plan, 'noted')}` : freshSql(plan, 'input');
  return {
    text: `with input as (${inputSql(plan, 0, expects)}), ${heldSql(plan, expects)}, ${asExpectedSql(expects)}${fresh},
      written as (${change} returning i.k)
      ${answerSql(expects)}`,
    values: [...inputValues(plan, rows, []), ...(expects ? [expectedOf(rows)] : [])],
    prepared: true,
  };
}

/** Inserts the rows of `input`. */
function insertSql({ table, key }: WritePlan, assignments: readonly Assignment[]): string {
  const names = [key, ...assignments.map(({ column }) => column)].map(({ name }) => quote(name));
  const values = [`i.k::${key.type}`, ...assignments.map(({ sql }) => sql)];
  return `insert into ${table.sql} as t (${names.join(', ')}) select ${values.join(', ')} from input i`;
}

/** What to write: the fields, the version if the table keeps it, and no delete mark, because the thing exists again. */
function assignmentsOf(
  { version, markDeleted }: WritePlan,
  columns: readonly Column[],
): Assignment[] {
  const fields = columns.map((column, index) => ({ column, sql: `i.c${index}::${column.type}` }));
  const unmark = markDeleted && !columns.includes(markDeleted);
  return [
    ...fields,
    ...(unmark
      ? [{ column: markDeleted, sql: `${unmarkedSql(markDeleted)}::${markDeleted.type}` }]
      : []),
    ...(version ? [{ column: version, sql: valueSql(version, 'i.v') }] : []),
  ];
}

/**
 * Parameters: `$1` keys, `$2` versions, then without a version column `$3` marks and `$4` lane, then one array per column, and one
 * of expected contents.
 */
function inputSql({ version }: WritePlan, columns: number, expects = false): string {
  const first = version ? 3 : 5;
  const count = columns + (expects ? 1 : 0);
  const arrays = Array.from({ length: count }, (_, index) => `$${first + index}::text[]`);
  const marks = version ? [] : ['$3::text[]'];
  const names = Array.from({ length: count }, (_, index) => (index < columns ? `c${index}` : 'x'));
  return `select * from unnest(${['$1::text[]', '$2::bigint[]', ...marks, ...arrays].join(', ')})
    as i(${['k', 'v', ...(version ? [] : ['m']), ...names].join(', ')})`;
}

function inputValues(
  { version, lane }: WritePlan,
  rows: readonly WriteRow[],
  columns: readonly Column[],
): unknown[] {
  return [
    textArray(rows.map(({ key }) => key)),
    bigintArray(rows.map((row) => row.version)),
    ...(version ? [] : [textArray(rows.map(({ mark }) => mark)), lane]),
    ...columns.map(({ name, type }) =>
      textArray(rows.map(({ document }) => toText(document[name] ?? null, type))),
    ),
  ];
}

/** JSON texts of what the rows must hold, null where nothing is expected. */
function expectedOf(rows: readonly WriteRow[]): Buffer {
  return textArray(rows.map(({ expected }) => (expected ? JSON.stringify(expected) : null)));
}

/**
 * Selects the rows that exist, locked in key order for the same reason as in an upsert. A row is as expected when writing the
 * expected content over it changes nothing, so that values need not be spelled as in the table, and it is not marked as deleted: when
 * the hub asked, it was not. The comparison follows the lock.
 */
function heldSql({ table, key, markDeleted }: WritePlan, expects = false): string {
  const isSame = `row_to_json(json_populate_record(t.*, i.x::json))::text = row_to_json(t.*)::text`;
  const isExpected = `, i.x is null or (${unmarked(markDeleted)} and ${isSame}) as is_expected`;
  return `held as (select i.*${expects ? isExpected : ''} from input i join ${table.sql} t on t.${quote(key.name)} = i.k::${key.type}
    order by i.k for update of t)`;
}

function asExpectedSql(expects: boolean): string {
  return `as_expected as (select * from held where ${expects ? 'is_expected' : 'true'})`;
}

/** Each row that exists, whether it was written, and whether it is as expected. */
function answerSql(expects: boolean): string {
  return `select h.k, w.k is not null, ${expects ? 'h.is_expected' : 'true'} from held h left join written w on w.k = h.k`;
}

/**
 * Whether a row of a table with versions is written: if it is older than the new one or different. Compares content as text, because
 * `json` has no equality.
 * @param incoming the new value as the column would hold it
 */
function writeGuard(
  { refusesOlder }: WritePlan,
  version: Column,
  assignments: readonly Assignment[],
  incoming: (assignment: Assignment) => string,
): string {
  const v = `t.${quote(version.name)}`;
  const own = assignments.find(({ column }) => column === version);
  const next = own ? incoming(own) : 'null';
  const newer = refusesOlder ? `${v} is null or ${v} < ${next}` : `${v} is distinct from ${next}`;
  const content = assignments.filter(({ column }) => column !== version);
  if (content.length === 0) return newer;
  const held = content.map(({ column }) => `t.${quote(column.name)}::text`).join(', ');
  const wanted = content.map((assignment) => `${incoming(assignment)}::text`).join(', ');
  return `${newer} or (${v} = ${next} and (${held}) is distinct from (${wanted}))`;
}

function excluded({ column }: Assignment): string {
  return `excluded.${quote(column.name)}`;
}

/** A row without a version is older than the hub; a row with this version, or one already marked by somebody else, is marked only once. */
function deleteGuard({ version, markDeleted, refusesOlder }: WritePlan): string {
  const fresh = 'i.k in (select key from fresh)';
  if (!version) return markDeleted ? `${fresh} and ${unmarkedRow(markDeleted)}` : fresh;
  const v = `t.${quote(version.name)}`;
  const next = valueSql(version, 'i.v');
  if (!refusesOlder)
    return markDeleted ? `(${v} is distinct from ${next} or ${unmarkedRow(markDeleted)})` : 'true';
  if (!markDeleted) return `(${v} is null or ${v} <= ${next})`;
  return `(${v} is null or ${v} < ${next} or (${v} = ${next} and ${unmarkedRow(markDeleted)}))`;
}

function unmarkedRow(column: Column): string {
  const mark = `t.${quote(column.name)}`;
  return `(${mark} is not distinct from ${unmarkedSql(column)} or ${mark} is null)`;
}

function markedSql({ type }: Column): string {
  return type === 'boolean' ? 'true' : 'now()';
}

function unmarkedSql({ type }: Column): string {
  return type === 'boolean' ? 'false' : 'null';
}
