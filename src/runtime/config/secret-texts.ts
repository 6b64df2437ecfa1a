/** A path on this machine, which messages must show. */
const PATH = /^(~|\.{1,2})?\/|^[A-Za-z]:\\/;

/**
 * Returns the parts of a text from `${…}` that no message may repeat. Of a URL these are the password and the values of
 * the query; an operator needs to read the rest of it, and paths. Any other text is secret as a whole.
 */
export function secretsIn(text: string): readonly string[] {
  if (PATH.test(text)) return [];
  if (!text.includes('://')) return [text];
  if (!URL.canParse(text)) return [text];
  const { password, searchParams } = new URL(text);
  const all = [password, decoded(password), ...searchParams.values()];
  return all.filter((part) => part !== '');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // A literal percent sign.
  }
}
