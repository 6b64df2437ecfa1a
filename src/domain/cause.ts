const LONGEST_READ = 2_000;
const LONGEST_CAUSE = 300;

const DOUBLE_QUOTED = /"[^"]*"|“[^”]*”|`[^`]*`/g;
/** An apostrophe inside a word does not open a quotation. */
const SINGLE_QUOTED = /(?<![\p{L}\p{N}])'[^']*'(?![\p{L}\p{N}])/gu;
const WORD = /[^\s"]+/g;
const LISTED = /(#|"…")(?:(?:,|;| and| or)? \1)+/g;

/**
 * Returns what messages of one cause have in common. Ids, numbers and quoted values are removed, so that a thousand records that
 * fail alike form one group. A word that contains a digit or an @ counts as an id.
 */
export function causeOf(message: string): string {
  let cause = message.slice(0, LONGEST_READ).toWellFormed();
  // A replacement can make further text match, such as quotes that now pair. Each round removes some of it, so the loop ends.
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
