import { textArray } from '../../sql/index.ts';
import type { Queries } from './database.ts';
import type { Column } from './table.ts';

/** Types whose text PostgreSQL returns as it was written. */
const AS_WRITTEN = /^(text|character varying|name|citext)$/;
/** PostgreSQL's own spelling, per type. */
const OWN_SPELLING: Readonly<Record<string, RegExp>> = {
  smallint: /^(0|-?[1-9]\d*)$/,
  integer: /^(0|-?[1-9]\d*)$/,
  bigint: /^(0|-?[1-9]\d*)$/,
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
};

/**
 * Returns keys in PostgreSQL's own spelling, in which the target returns and links them: `007` in an integer column is `7`, a UUID
 * is in lower case, `7` in a numeric(10,2) is `7.00`. Asks the server only when a key is spelled differently.
 * @throws PostgreSQL's error for a key that does not fit the type
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
  // The declared type is safe only for numeric: a cast to the length of another type truncates instead of refusing.
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
