import type { PeekedThing } from '../../connector-api/index.ts';
import { textArray } from '../../sql/index.ts';
import { keyOf } from './column-text.ts';
import type { Queries } from './database.ts';
import { spellKeys } from './key-spelling.ts';
import type { WritePlan } from './write-statements.ts';
import { findVersionsTable, lastWritesQuery } from './write-statements.ts';

/** Returns the marks of a lane's last writes, null where there is none; null as a whole when the table keeps versions. */
export async function readLastWrites(
  database: Queries,
  plan: WritePlan,
  things: readonly PeekedThing[],
  signal: AbortSignal,
): Promise<readonly (string | null)[] | null> {
  if (plan.version) return null;
  const [table] = await database.query<[string | null]>(findVersionsTable(plan), signal);
  if (!table?.[0]) return things.map(() => null);
  const given = things.map((thing) => keyOf(plan.key, thing));
  const keys = await spellKeys(database, plan.key, given, signal);
  const rows = await database.query<[string, string]>(
    lastWritesQuery(plan, textArray(keys)),
    signal,
  );
  const marks = new Map(rows);
  return keys.map((key) => marks.get(key) ?? null);
}
