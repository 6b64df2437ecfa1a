import type { KeysRequest } from '../../connector-api/index.ts';
import type { Query } from './database.ts';
import { quote } from './table.ts';
import type { WritePlan } from './write-statements.ts';

/** SQL condition: the row `t` is not marked as deleted. */
export function unmarked(mark: WritePlan['markDeleted']): string {
  if (mark === null) return 'true';
  return `t.${quote(mark.name)} ${mark.type === 'boolean' ? 'is not true' : 'is null'}`;
}

/** Selects a page of the table's keys in index order, without rows that are marked as deleted. */
export function keysQuery(
  { table, key, markDeleted }: WritePlan,
  { after, limit }: Pick<KeysRequest, 'after' | 'limit'>,
): Query {
  // Qualified, because the selected text has the same name and would otherwise be what `order by` refers to.
  const name = `t.${quote(key.name)}`;
  const behind = after === null ? `${name} is not null` : `${name} > $2::${key.type}`;
  return {
    text: `select ${name}::text from ${table.sql} t where ${behind} and ${unmarked(markDeleted)} order by ${name} limit $1`,
    values: after === null ? [limit] : [limit, after],
    prepared: true,
  };
}
