import type { KnownKeys, Page } from '../../../connector-api/index.ts';
import type { Queries } from '../database.ts';
import { parseExactly } from '../../../domain/index.ts';
import type { Column } from '../table.ts';
import type { AbsentRow } from './absent-keys.ts';
import { absentKeysQuery } from './absent-keys.ts';
import type { DeletionsCursor } from './cursor.ts';
import { beginOfChanges, toCursor } from './cursor.ts';

export interface DeletionsParts {
  readonly known: KnownKeys;
  /**
   * The view that the table was read from. If it is gone, the table as it is now: a row inserted or deleted since then
   * also comes through the slot, with a newer version.
   */
  readonly rows: Queries;
  /** Quoted, with its schema. */
  readonly table: string;
  readonly key: Column;
}

/**
 * Returns a page of deletions: things that the hub knows and the table no longer holds. They have the version of the
 * snapshot, so everything that comes through the slot is newer.
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
