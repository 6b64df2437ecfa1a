/** Excel's own limits: columns A to XFD, rows from 1 on. */
export const LAST_COLUMN = 16_384;
export const LAST_ROW = 1_048_576;

/** Returns the column of a reference: 28 for `AB12`. Null for an impossible cell, which would make a row of millions of cells. */
export function columnOf(reference: string): number | null {
  const [, letters, row] = /^([A-Z]{1,3})(\d{1,7})$/i.exec(reference) ?? [];
  if (letters === undefined || rowOf(row ?? '') === null) return null;
  let column = 0;
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return column <= LAST_COLUMN ? column : null;
}

/** Null for a number that no row of a sheet has. */
export function rowOf(number: string): number | null {
  const row = /^\d+$/.test(number) ? Number(number) : 0;
  return row >= 1 && row <= LAST_ROW ? row : null;
}
