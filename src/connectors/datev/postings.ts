import type { Format } from './formats.ts';
import type { Row } from './rows.ts';

/**
 * What has to be told to DATEV about a thing, so that it holds the current rows: the rows that no longer hold taken back, and
 * those that are new. Rows that are the same before and after are left alone.
 * @param before the rows that were handed over last
 */
export function postingsOf(
  format: Format,
  before: readonly Row[],
  now: readonly Row[],
): readonly Row[] {
  const taken = without(before, now).map((row) => format.reverse(row));
  return [...taken.filter((row) => row !== null), ...without(now, before)];
}

/** The rows that the others do not hold; one that occurs twice must be held twice. */
function without(rows: readonly Row[], others: readonly Row[]): readonly Row[] {
  const left = others.map(textOf);
  return rows.filter((row) => {
    const found = left.indexOf(textOf(row));
    if (found >= 0) left.splice(found, 1);
    return found < 0;
  });
}

/** The same text for rows whose fields were mapped in another order. */
function textOf(row: Row): string {
  return JSON.stringify(Object.entries(row).sort(([one], [other]) => (one < other ? -1 : 1)));
}
