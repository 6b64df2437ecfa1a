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
  /** Compares texts instead of values: without an index, but any text will do. Default false. */
  readonly asText?: boolean;
}

/**
 * Rows by the values of a column: each value in the caller's spelling with the key of a row that carries it. A value that
 * PostgreSQL cannot hold is in no row, and asking for it would fail the whole question.
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
