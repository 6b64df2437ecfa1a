import type { Queries } from './database.ts';
import type { Column, Table } from './table.ts';

/**
 * Finds the columns of a unique, non-partial index of the table that contains `$2`; prefers the index with the fewest columns,
 * then the primary key. Only for a partitioned table: no other table needs more than the key in its index.
 */
const INDEXES = `select json_agg(a.attname) from pg_index i join pg_class c on c.oid = i.indrelid
    join pg_attribute a on a.attrelid = c.oid and a.attnum = any((i.indkey::int2[])[0:i.indnkeyatts - 1])
  where c.oid = to_regclass($1) and c.relkind = 'p' and i.indisunique and i.indisvalid and i.indimmediate
    and i.indpred is null and i.indexprs is null
  group by i.indexrelid having bool_or(a.attname = $2)
  order by count(*), bool_or(i.indisprimary) desc limit 1`;

/**
 * Returns the columns of the unique index by which an insert detects an existing row. This is only the key, except for a table
 * that is partitioned by other columns: PostgreSQL requires those in each of its unique indexes.
 */
export async function conflictColumns(
  database: Queries,
  table: Table,
  key: Column,
  signal: AbortSignal,
): Promise<readonly Column[]> {
  const query = { text: INDEXES, values: [table.sql, key.name] };
  const [index] = await database.query<[names: string[]]>(query, signal);
  const columns = (index?.[0] ?? []).flatMap((name) => table.columns.get(name) ?? []);
  return columns.length > 0 ? columns : [key];
}
