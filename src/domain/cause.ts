const LONGEST_READ = 2_000;
const LONGEST_CAUSE = 300;

const DOUBLE_QUOTED = /"[^"]*"|“[^”]*”|`[^`]*`/g;
/** An apostrophe within a word opens nothing. */
const SINGLE_QUOTED = /(?<![\p{L}\p{N}])'[^']*'(?![\p{L}\p{N}])/gu;
const TOKEN = /[\p{L}\p{M}\p{N}_.,:/@+%-]+/gu;
const LISTED = /(["#…]+)(?:(?:,|;| and| or)? \1)+/g;

/**
 * What messages of one cause have in common: ids, numbers and quoted values are taken out, so that a thousand records that fail
 * alike make one group. A word that holds a digit counts as an id.
 */
export function causeOf(message: string): string {
  const cause = message
    .slice(0, LONGEST_READ)
    .toWellFormed()
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replace(DOUBLE_QUOTED, '"…"')
    .replace(SINGLE_QUOTED, '"…"')
    .replace(TOKEN, withoutId)
    .replace(LISTED, '$1');
  return cause.trim().slice(0, LONGEST_CAUSE).trimEnd().toWellFormed();
}

/** Punctuation behind an id belongs to the sentence. */
function withoutId(token: string): string {
  if (!/\p{N}|@/u.test(token)) return token;
  return `#${/[.,:]*$/.exec(token)?.[0] ?? ''}`;
}
