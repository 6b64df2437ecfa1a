/** The elements of a numeric array's text, each still text; `NULL` for null. */
export function splitNumbers(text: string): string[] {
  return text.slice(1, -1).split(',');
}
