import { textArray } from '../../../sql/index.ts';
import type { Query } from '../database.ts';
import { fittingKeys, formOfKey } from '../key-form.ts';
import type { Column } from '../table.ts';
import { ROW } from '../sweep-statements.ts';
import { quote } from '../table.ts';

export type AbsentRow = [key: string, document: string];

/**
 * Selects those of the keys that no row has, in order, each with the document of its deletion: only the key, as
 * `row_to_json` writes it. Leaves out keys that the column cannot hold, because they never came from this table.
 */
export function absentKeysQuery(
  { table, key }: { readonly table: string; readonly key: Pick<Column, 'name' | 'type'> },
  keys: readonly string[],
): Query {
  const name = quote(key.name);
  const { type, fits } = formOfKey(key.type);
  const held = type ? `t.${name}` : `t.${name}::text`;
  const form = type ?? 'text';
  return {
    text: `with held as materialized (select ${held}::${form} as k from ${table} t where ${held} = any($1::text[]::${form}[]))
      select i.key, (select row_to_json(${ROW})::text from (select i.key::${form} as ${name}) ${ROW})
      from unnest($1::text[]) with ordinality as i(key, n)
      where not exists (select from held where held.k = i.key::${form}) order by i.n`,
    values: [textArray(fittingKeys(keys, fits))],
  };
}
