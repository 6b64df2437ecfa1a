import { Failure } from '../../connector-api/index.ts';
import type { TargetSettings } from '../../connector-api/index.ts';
import type { Queries } from './database.ts';
import { conflictColumns } from './conflict-columns.ts';
import { isAlreadyThere } from './failures.ts';
import type { PostgresTargetOptions } from './spec.ts';
import type { Column } from './table.ts';
import { columnOf, describeTable } from './table.ts';
import { requireVersions } from './version-column.ts';
import { createVersionsTable, findVersionsTable } from './versions-table.ts';
import type { WritePlan } from './write-statements.ts';

/**
 * Makes the plan from the catalog's description of the table; writes nothing.
 * @throws Failure TARGET_MISCONFIGURED when the options do not fit the table
 */
export async function makeWritePlan(
  database: Queries,
  { entity, lane, options }: TargetSettings,
  signal: AbortSignal,
): Promise<WritePlan> {
  const { key, versionColumn, markDeleted } = options as PostgresTargetOptions;
  const table = await describeTable(database, entity, 'TARGET_MISCONFIGURED', signal);
  const column = (name: string) => columnOf(table, name, 'TARGET_MISCONFIGURED');
  const keyColumn =
    key === undefined ? primaryKeyOf(table.name, [...table.columns.values()]) : column(key);
  return {
    table,
    lane,
    key: keyColumn,
    conflict: await conflictColumns(database, table, keyColumn, signal),
    version:
      versionColumn === undefined
        ? null
        : requireVersions(table, column(versionColumn), 'TARGET_MISCONFIGURED'),
    markDeleted: markDeleted === undefined ? null : requireMark(column(markDeleted)),
    refusesOlder: true,
  };
}

/**
 * Creates the table that keeps versions if one is needed. Checks for it first, because the privilege to create tables is not
 * needed where an administrator created it.
 */
export async function makeVersionsTable(
  database: Queries,
  plan: WritePlan,
  signal: AbortSignal,
): Promise<void> {
  if (plan.version) return;
  const [row] = await database.query<[string | null]>(findVersionsTable(plan), signal);
  if (row?.[0]) return;
  try {
    await database.query(createVersionsTable(plan), signal);
  } catch (error) {
    if (!isAlreadyThere(error)) throw error;
  }
}

function primaryKeyOf(table: string, columns: readonly Column[]): Column {
  const [only, ...others] = columns.filter(({ inPrimaryKey }) => inPrimaryKey);
  if (only && others.length === 0) return only;
  throw new Failure('TARGET_MISCONFIGURED', {
    message: `Table ${table} has no primary key of one column: set \`key\` to a column with a unique index, or in a partitioned table to a column of its primary key.`,
  });
}

function requireMark(column: Column): Column {
  if (/^(boolean$|timestamp|date$)/.test(column.type)) return column;
  throw new Failure('TARGET_MISCONFIGURED', {
    message: `\`markDeleted\` names column ${column.name}, which is ${column.declared}: it must be boolean or a timestamp.`,
  });
}
