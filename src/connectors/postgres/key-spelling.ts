import { textArray } from '../../sql/index.ts';
import type { Database } from './database.ts';
import { isDataError } from './failures.ts';
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
 * case. Asks the server only when a key is spelled otherwise. Keys that are none of this type stay as they are; writing them
 * tells what is wrong.
 */
export async function spellKeys(
  database: Database,
  { type }: Column,
  keys: readonly string[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (AS_WRITTEN.test(type)) return keys;
  const own = OWN_SPELLING[type];
  if (own && keys.every((key) => own.test(key))) return keys;
  try {
    const rows = await database.query<[string]>(
      {
        text: `select k::${type}::text from unnest($1::text[]) with ordinality i(k, n) order by n`,
        values: [textArray(keys)],
      },
      signal,
    );
    return rows.map(([key]) => key);
  } catch (error) {
    if (isDataError(error)) return keys;
    throw error;
  }
}
