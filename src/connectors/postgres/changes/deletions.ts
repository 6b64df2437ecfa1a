import type { KnownKeys, Page } from '../../../connector-api/index.ts';
import type { Queries } from '../database.ts';
import { parseExactly } from '../exact-json.ts';
import type { Column } from '../table.ts';
import type { AbsentRow } from './absent-keys.ts';
import { absentKeysQuery } from './absent-keys.ts';
import type { DeletionsCursor } from './cursor.ts';
import { beginOfChanges, toCursor } from './cursor.ts';

export interface DeletionsParts {
  readonly known: KnownKeys;
  /**
   * The view that the table was read by. When it is gone, the table as it is now: a row that has come since, or has gone
   * since, is told by the slot as well, with a newer version.
   */
  readonly rows: Queries;
  /** Quoted, with its schema. */
  readonly table: string;
  readonly key: Column;
}

/**
 * A page of deletions: what the hub knows and the table holds no more. They have the version of the snapshot, so whatever
 * the slot tells is newer.
 */
export async function deletionsPage(
  { known, rows, table, key }: DeletionsParts,
  cursor: DeletionsCursor,
  limit: number,
  signal: AbortSignal,
): Promise<Page> {
  const { version, place, compared } = cursor;
  const { keys, place: next } = await known.page({ place, before: version, limit, signal });
  const absent =
    keys.length === 0
      ? []
      : await rows.query<AbsentRow>(absentKeysQuery({ table, key }, keys), signal);
  return {
    records: absent.map(([text, document]) => {
      return { key: text, version, operation: 'delete', document: parseExactly(document) };
    }),
    rejected: [],
    cursor: toCursor(
      next === null
        ? beginOfChanges(cursor)
        : { ...cursor, place: next, compared: compared + keys.length },
    ),
    more: true,
  };
}
