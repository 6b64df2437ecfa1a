/** Marks where a text was cut. */
const CUT = '…';

/** Returns at most `maxChars` characters of a text that somebody else wrote, and a mark if it was longer. */
export function shortened(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  // Not in the middle of a character that takes two code units.
  const whole = /[\uD800-\uDBFF]/.test(text.charAt(maxChars - 1)) ? maxChars - 1 : maxChars;
  return `${text.slice(0, whole)}${CUT}`;
}

/**
 * Masks the beginnings of these values where `shortened` cut a text within one of them: what is left of it is not found by looking
 * for the whole value.
 * @param shortest beginnings with fewer characters are left, as they also occur by chance
 */
export function maskCut(
  text: string,
  values: readonly string[],
  { mask, shortest }: { readonly mask: string; readonly shortest: number },
): string {
  if (!text.includes(CUT)) return text;
  const parts = text.split(CUT);
  const rest = parts.pop() ?? '';
  const masked = parts.map((part) => {
    const begun = Math.max(0, ...values.map((value) => charsBegun(part, value, shortest)));
    return begun === 0 ? part : `${part.slice(0, -begun)}${mask}`;
  });
  return [...masked, rest].join(CUT);
}

/** Returns how many characters at the end of a text are the beginning of the value. */
function charsBegun(text: string, value: string, shortest: number): number {
  for (let chars = Math.min(text.length, value.length); chars >= shortest; chars--) {
    if (text.endsWith(value.slice(0, chars))) return chars;
  }
  return 0;
}
