import { textArray } from '../../sql/index.ts';
import type { Queries } from './database.ts';
import type { Column } from './table.ts';

/** Types whose texts PostgreSQL answers as they were written. */
const AS_WRITTEN = /^(text|character varying|name|citext)$/;
/** Per type the spelling that PostgreSQL itself would use. */
const OWN_SPELLING: Readonly<Record<string, RegExp>> = {
  smallint: /^(0|-?[1-9]\d*)$/,
  integer: /^(0|-?[1-9]\d*)$/,
  bigint: /^(0|-?[1-9]\d*)$/,
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
};

/**
 * Keys in PostgreSQL's own spelling, as the target answers and links them: `007` in an integer column is `7`, a UUID has lower
 * case, `7` in a numeric(10,2) is `7.00`. Asks the server only when a key is spelled otherwise.
 * @throws what PostgreSQL says of a key that is none of this type
 */
export async function spellKeys(
  database: Queries,
  { type, declared }: Column,
  keys: readonly string[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (AS_WRITTEN.test(type)) return keys;
  const own = OWN_SPELLING[type];
  if (own && keys.every((key) => own.test(key))) return keys;
  // Only here the declared type will do: to cast to another type's length cuts what is too long instead of refusing it.
  const column = type === 'numeric' ? declared : type;
  const rows = await database.query<[string]>(
    {
      text: `select k::${column}::text from unnest($1::text[]) with ordinality i(k, n) order by n`,
      values: [textArray(keys)],
    },
    signal,
  );
  return rows.map(([key]) => key);
}
