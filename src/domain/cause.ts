const LONGEST_READ = 2_000;
const LONGEST_CAUSE = 300;

const DOUBLE_QUOTED = /"[^"]*"|“[^”]*”|`[^`]*`/g;
/** An apostrophe within a word opens nothing. */
const SINGLE_QUOTED = /(?<![\p{L}\p{N}])'[^']*'(?![\p{L}\p{N}])/gu;
const WORD = /[^\s"]+/g;
const LISTED = /(#|"…")(?:(?:,|;| and| or)? \1)+/g;

/**
 * What messages of one cause have in common: ids, numbers and quoted values are taken out, so that a thousand records that fail
 * alike make one group. A word that holds a digit or an @ counts as an id.
 */
export function causeOf(message: string): string {
  let cause = message.slice(0, LONGEST_READ).toWellFormed();
  // What is taken out may leave what can be taken out: quotes that pair now. Each round takes some away, so it ends.
  for (let before = ''; before !== cause;) {
    before = cause;
    cause = withoutIds(cause);
  }
  return cause;
}

function withoutIds(text: string): string {
  return text
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replace(DOUBLE_QUOTED, '"…"')
    .replace(SINGLE_QUOTED, '"…"')
    .replace(WORD, withoutId)
    .replace(LISTED, '$1')
    .trim()
    .slice(0, LONGEST_CAUSE)
    .toWellFormed();
}

/** Punctuation around an id belongs to the sentence. */
function withoutId(word: string): string {
  if (!/[\p{N}@]/u.test(word)) return word;
  return `${/^[([{]*/.exec(word)?.[0] ?? ''}#${/[.,:;)\]}]*$/.exec(word)?.[0] ?? ''}`;
}
