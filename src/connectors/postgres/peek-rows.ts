import type { HeldThing, JsonObject, PeekedThing } from '../../connector-api/index.ts';
import { isStorable, parseExactly } from '../../domain/index.ts';
import { textArray } from '../../sql/index.ts';
import type { Queries } from './database.ts';
import { isDataError } from './failures.ts';
import { documentOf, keyOf } from './column-text.ts';
import { spellKeys } from './key-spelling.ts';
import { unmarked } from './keys-query.ts';
import { quote } from './table.ts';
import type { WritePlan } from './write-statements.ts';

/** An existing row, and the row as PostgreSQL would store it after writing the document; null where that is the same. */
type HeldRow = [nth: string, key: string, now: string, then: string | null];

/**
 * Reads the rows of these things. PostgreSQL itself converts a document's values to what they would become in their columns. When
 * it refuses a value, the things are split in halves until the document at fault is alone, which is then returned as it is. A row
 * that is marked as deleted counts as absent.
 */
export async function peekRows(
  database: Queries,
  plan: WritePlan,
  things: readonly PeekedThing[],
  signal: AbortSignal,
): Promise<readonly (HeldThing | null)[]> {
  const written = things.map((thing) => ({ ...thing, document: documentOf(plan.key, thing) }));
  return peekWritten(database, plan, written, signal);
}

async function peekWritten(
  database: Queries,
  plan: WritePlan,
  things: readonly PeekedThing[],
  signal: AbortSignal,
): Promise<readonly (HeldThing | null)[]> {
  try {
    return await ask(database, plan, things, signal, ({ document }) => document);
  } catch (error) {
    if (!isDataError(error)) throw error;
  }
  if (things.length > 1) {
    const middle = Math.ceil(things.length / 2);
    const halves = [things.slice(0, middle), things.slice(middle)];
    const held = [];
    for (const half of halves) held.push(...(await peekWritten(database, plan, half, signal)));
    return held;
  }
  return askUnfit(database, plan, things, signal);
}

/** Reads one thing whose document does not fit the table, or whose key does not: then no row has it. */
async function askUnfit(
  database: Queries,
  plan: WritePlan,
  things: readonly PeekedThing[],
  signal: AbortSignal,
): Promise<readonly (HeldThing | null)[]> {
  try {
    const held = await ask(database, plan, things, signal, () => ({}));
    return held.map((one, nth) => one && { ...one, then: fieldsOf(plan, things[nth]) });
  } catch (error) {
    if (!isDataError(error)) throw error;
    return things.map(() => null);
  }
}

async function ask(
  database: Queries,
  plan: WritePlan,
  things: readonly PeekedThing[],
  signal: AbortSignal,
  overlay: (thing: PeekedThing) => JsonObject,
): Promise<readonly (HeldThing | null)[]> {
  const given = things.map((thing) => keyOf(plan.key, thing));
  // A key that PostgreSQL cannot store is in no row.
  const keys = await spellKeys(database, plan.key, given.map(orEmpty), signal);
  const documents = things.map((thing) => JSON.stringify(overlay(thing)));
  const key = quote(plan.key.name);
  const rows = await database.query<HeldRow>(
    {
      text: `select n::text, id, held, nullif(written, held) from (
        select i.n, t.${key}::text as id, row_to_json(t.*)::text as held, row_to_json(json_populate_record(t.*, i.document::json))::text as written
        from unnest($1::text[], $2::text[]) with ordinality as i(k, document, n)
        join ${plan.table.sql} t on t.${key} = i.k::${plan.key.type} and ${unmarked(plan.markDeleted)}) one`,
      values: [textArray(keys), textArray(documents)],
    },
    signal,
  );
  const held = new Map(rows.map(([nth, id, now, then]) => [Number(nth) - 1, { id, now, then }]));
  return things.map((thing, nth) => {
    const row = held.get(nth);
    if (!row) return null;
    const fields = Object.keys(fieldsOf(plan, thing));
    const now = pick(parseExactly(row.now), fields);
    const then = row.then === null ? now : pick(parseExactly(row.then), fields);
    return { id: row.id, now, then };
  });
}

function orEmpty(key: string): string {
  return isStorable(key) ? key : '';
}

/** The fields that the hub writes; the version column is its own. */
function fieldsOf({ version }: WritePlan, thing: PeekedThing | undefined): JsonObject {
  const { document = {} } = thing ?? {};
  return Object.fromEntries(Object.entries(document).filter(([name]) => name !== version?.name));
}

function pick(row: JsonObject, fields: readonly string[]): JsonObject {
  return Object.fromEntries(fields.map((field) => [field, row[field] ?? null]));
}
