import { stripVTControlCharacters } from 'node:util';

/**
 * Makes text of other systems (error messages, names in a source) safe for a terminal: one line, without escape sequences, other
 * control characters replaced by spaces.
 */
export function plainLine(text: string): string {
  return stripVTControlCharacters(text).replaceAll(/\p{Cc}+/gu, ' ');
}

/** Like `plainLine`, but keeps line breaks, for text that the CLI itself lays out in lines. */
export function plainText(text: string): string {
  return text.split('\n').map(plainLine).join('\n');
}
