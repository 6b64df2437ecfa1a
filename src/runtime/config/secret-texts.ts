/** Where something lies on this machine, which messages have to say. */
const PATH = /^(~|\.{1,2})?\/|^[A-Za-z]:\\/;

/**
 * What of a text from `${…}` no message may repeat. Of an address that is the password and what the query says; the rest of it
 * and a path are what an operator has to read. Everything else is a secret as a whole.
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
    return text; // A percent sign that stands for itself.
  }
}
