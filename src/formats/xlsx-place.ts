/** What Excel itself can hold: columns A to XFD, rows from 1 on. */
export const LAST_COLUMN = 16_384;
export const LAST_ROW = 1_048_576;

/** `AB12` is in column 28. Null for what is no cell that a sheet can have: it would make a row of millions of cells. */
export function columnOf(reference: string): number | null {
  const [, letters, row] = /^([A-Z]{1,3})(\d{1,7})$/i.exec(reference) ?? [];
  if (letters === undefined || rowOf(row ?? '') === null) return null;
  let column = 0;
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return column <= LAST_COLUMN ? column : null;
}

/** Null for a number that no row of a sheet can have. */
export function rowOf(number: string): number | null {
  const row = /^\d+$/.test(number) ? Number(number) : 0;
  return row >= 1 && row <= LAST_ROW ? row : null;
}
