import { textArray } from '../../sql/index.ts';
import type { Query } from './database.ts';
import { fittingKeys, formOfKey } from './key-form.ts';
import type { Shape } from './sweep-statements.ts';
import { ROW } from './sweep-statements.ts';
import { quote } from './table.ts';
import { fitConditions, versionSql } from './version-column.ts';

/** Selects the rows of these keys in the form of a sweep's page. Skips texts that cannot be a key of this column. */
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
