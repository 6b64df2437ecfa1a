import { textArray } from '../../sql/index.ts';
import type { Query } from './database.ts';
import { fittingKeys, formOfKey } from './key-form.ts';
import type { Shape } from './sweep-statements.ts';
import { ROW } from './sweep-statements.ts';
import { quote } from './table.ts';
import { fitConditions, versionSql } from './version-column.ts';

/** The rows of these keys, as a page of a sweep has them. What no key of the column can be is in no row. */
export function fetchQuery(
  { table, key, version, columns }: Shape,
  keys: readonly string[],
): Query {
  const keySql = quote(key.name);
  const { type, fits } = formOfKey(key.type);
  const condition = type
    ? `${keySql} = any($1::text[]::${type}[])`
    : `${keySql}::text = any($1::text[])`;
  const versionText = version ? versionSql(version, quote(version.name)) : 'null::bigint';
  const conditions = [condition, ...(version ? fitConditions(version) : [])];
  const text = `select ${keySql}::text, ${versionText}::text, row_to_json(${ROW})::text
    from (select ${columns} from ${table.sql} where ${conditions.join(' and ')}) ${ROW}`;
  return { text, values: [textArray(fittingKeys(keys, fits))] };
}
