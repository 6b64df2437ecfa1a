import { stripVTControlCharacters } from 'node:util';

/**
 * Text of other systems (their error messages, names in a source) as one line that no terminal obeys: without escape sequences,
 * other control characters as spaces.
 */
export function plainLine(text: string): string {
  return stripVTControlCharacters(text).replaceAll(/\p{Cc}+/gu, ' ');
}

/** As `plainLine`, but line breaks stay, for what the CLI itself lays out in lines. */
export function plainText(text: string): string {
  return text.split('\n').map(plainLine).join('\n');
}
