import { createHash } from 'node:crypto';
import type { Json, Page } from '../../connector-api/index.ts';
import { shownJson } from '../../connector-api/index.ts';
import type { Place } from './paging.ts';

type Rows = Pick<Page, 'records' | 'rejected'>;

/** A counted page as it was read. */
export type LastPage = {
  readonly place: Place;
  /** Of its rows, in order. Hashes, since keys may be personal. */
  readonly marks: readonly string[];
  /** A digest of its items. */
  readonly content: string;
};

/**
 * By these a row is known when its page is read again: its key and version, without versions its key. Not its content, which may
 * tell the time of the request.
 */
export function marksOf({ records, rejected }: Rows, isVersioned: boolean): string[] {
  return [
    ...records.map(({ key, version }) => digestOf(`${isVersioned ? version : ''} ${key}`)),
    ...rejected.map(({ raw }) => digestOf(raw)),
  ].map((digest) => digest.slice(0, MARK_LENGTH));
}

export function contentOf(items: readonly Json[]): string {
  return digestOf(shownJson(items));
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

/** 48 bits. */
const MARK_LENGTH = 8;

/**
 * Compares a counted page with how it was before the page behind it was read. If a row left in between, the first row behind the
 * page moved to its end, and neither request for the page behind shows it.
 *
 * Unchanged rows keep their order. So if one row of then is still here, each row before it was on this page or an earlier one
 * then, which were read, and each row behind it is read now.
 */
export function compareAgain(
  rows: Rows,
  last: LastPage,
  isVersioned: boolean,
): { readonly fresh: Rows; readonly isContinued: boolean } {
  const before = new Set(last.marks);
  const marks = marksOf(rows, isVersioned);
  const isFresh = (nth: number) => !before.has(marks[nth] ?? '');
  const { length } = rows.records;
  return {
    fresh: {
      records: rows.records.filter((_, nth) => isFresh(nth)),
      rejected: rows.rejected.filter((_, nth) => isFresh(length + nth)),
    },
    isContinued: marks.some((_, nth) => !isFresh(nth)),
  };
}
