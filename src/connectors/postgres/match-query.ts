import { isStorable } from '../../domain/index.ts';
import { textArray } from '../../sql/index.ts';
import type { Query } from './database.ts';
import type { Column, Table } from './table.ts';
import { quote } from './table.ts';

interface MatchQuery {
  readonly table: Table;
  readonly key: Column;
  readonly column: Column;
  readonly values: readonly string[];
  /** Compares texts instead of values: cannot use an index, but accepts any text. Default false. */
  readonly asText?: boolean;
}

/**
 * Finds rows by the values of a column: returns each value in the caller's spelling with the key of a row that has it. A value
 * that PostgreSQL cannot store is in no row, and would make the whole query fail.
 */
export function matchQuery({ table, key, column, values, asText = false }: MatchQuery): Query {
  const field = `t.${quote(column.name)}`;
  const condition = asText ? `${field}::text = i.value` : `${field} = i.value::${column.type}`;
  return {
    text: `select i.value, t.${quote(key.name)}::text
      from unnest($1::text[]) as i(value) join ${table.sql} t on ${condition}`,
    values: [textArray(values.filter(isStorable))],
  };
}
