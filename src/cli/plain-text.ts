import { stripVTControlCharacters } from 'node:util';

/** Control characters, and those that turn the direction of all that follows on the line. */
const CONTROLS = /[\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu;

/**
 * Makes text of other systems (error messages, names in a source) safe for a terminal: one line, without escape sequences, other
 * control characters replaced by spaces.
 */
export function plainLine(text: string): string {
  return stripVTControlCharacters(text).replaceAll(CONTROLS, ' ');
}

/** Like `plainLine`, but keeps line breaks, for text that the CLI itself lays out in lines. */
export function plainText(text: string): string {
  return text.split('\n').map(plainLine).join('\n');
}
