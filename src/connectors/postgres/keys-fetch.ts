import { isStorable } from '../../domain/index.ts';
import { textArray } from '../../sql/index.ts';
import type { Query } from './database.ts';
import type { Shape } from './sweep-statements.ts';
import { ROW } from './sweep-statements.ts';
import { quote } from './table.ts';
import { fitConditions, versionSql } from './version-column.ts';

const TEXT = /^(text|character varying)$/;
const INTEGER = /^(smallint|integer|bigint)$/;
const UUID = /^[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}$/i;

/** Selects the rows of these keys in the form of a sweep's page. Skips texts that cannot be a key of this column. */
export function fetchQuery(
  { table, key, version, columns }: Shape,
  keys: readonly string[],
): Query {
  const keySql = quote(key.name);
  const { cast, condition } = comparison(key.type, keySql);
  const versionText = version ? versionSql(version, quote(version.name)) : 'null::bigint';
  const conditions = [condition, ...(version ? fitConditions(version) : [])];
  const text = `select ${keySql}::text, ${versionText}::text, row_to_json(${ROW})::text
    from (select ${columns} from ${table.sql} where ${conditions.join(' and ')}) ${ROW}`;
  return { text, values: [textArray(keys.filter((one) => isStorable(one) && cast(one)))] };
}

/** Compares by value where an index can serve, otherwise by text. */
function comparison(type: string, keySql: string) {
  if (TEXT.test(type)) return { cast: () => true, condition: `${keySql} = any($1::text[])` };
  if (INTEGER.test(type))
    return { cast: isBigint, condition: `${keySql} = any($1::text[]::bigint[])` };
  if (type === 'uuid') {
    return {
      cast: (one: string) => UUID.test(one),
      condition: `${keySql} = any($1::text[]::uuid[])`,
    };
  }
  return { cast: () => true, condition: `${keySql}::text = any($1::text[])` };
}

function isBigint(text: string): boolean {
  return /^-?\d{1,19}$/.test(text) && BigInt.asIntN(64, BigInt(text)) === BigInt(text);
}
