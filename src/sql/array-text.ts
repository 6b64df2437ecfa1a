/** Returns the elements of a numeric array's text form, each still as text; `NULL` for null. */
export function splitNumbers(text: string): string[] {
  return text.slice(1, -1).split(',');
}
