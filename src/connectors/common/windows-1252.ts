/** The characters of the bytes 80 to 9F; a blank stands for a byte that has none. */
const UPPER = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';
const bytes: ReadonlyMap<string, number> = new Map(
  [...UPPER].map((char, nth): [string, number] => [char, 0x80 + nth]).filter(([c]) => c !== ' '),
);

/** What stands for letters that have no base letter in Unicode, and for look-alikes. */
const substitutes: Readonly<Record<string, string>> = {
  ...{ Ł: 'L', ł: 'l', Đ: 'D', đ: 'd', Ħ: 'H', ħ: 'h', ı: 'i', Ŧ: 'T', ŧ: 't', ẞ: 'SS', ə: 'e' },
  // Hyphens, the minus sign, and characters without width.
  ...{ '\u2010': '-', '\u2011': '-', '\u2212': '-', '\u200b': '', '\ufeff': '' },
};

/**
 * Returns the text in characters of Windows-1252: letters that it lacks lose their accents (`Ż` becomes `Z`), line breaks
 * and other control characters become blanks.
 * @returns null if a character has no counterpart
 */
export function toWindows1252(text: string): string | null {
  if (/^[\x20-\x7e\xa0-\xff]*$/.test(text)) return text;
  let result = '';
  for (const char of text.normalize('NFC')) {
    const counterpart = counterpartOf(char);
    if (counterpart === null) return null;
    result += counterpart;
  }
  return result;
}

function counterpartOf(char: string): string | null {
  if (/\p{Cc}/u.test(char)) return ' ';
  if (isIn(char)) return char;
  const base = substitutes[char] ?? char.normalize('NFKD').replace(/\p{M}/gu, '');
  return base !== char && [...base].every(isIn) ? base : null;
}

function isIn(char: string): boolean {
  return /^[\x20-\x7e\xa0-\xff]$/.test(char) || bytes.has(char);
}

/** @param text of characters that `toWindows1252` returns, and line breaks */
export function encodeWindows1252(text: string): Buffer {
  const encoded = Buffer.allocUnsafe(text.length);
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    encoded[at] = code > 0xff ? (bytes.get(text.charAt(at)) ?? 0x3f) : code;
  }
  return encoded;
}
