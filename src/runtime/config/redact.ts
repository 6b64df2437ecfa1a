const MASK = '***';
/** Shorter texts occur in words by chance, and no secret is so short. */
const MIN_SECRET_LENGTH = 4;

/** Takes secrets out of a text, also where they stand as JSON or in a URL. Passwords in URLs count as secrets. */
export function redact(text: string, secrets: Iterable<string>): string {
  let redacted = text;
  // The longest first, so that none leaves a rest of another behind.
  const byLength = [...secrets].sort((one, other) => other.length - one.length);
  for (const secret of byLength) {
    if (secret.length < MIN_SECRET_LENGTH) continue;
    redacted = redacted.replaceAll(secret, MASK);
    redacted = redacted.replaceAll(JSON.stringify(secret).slice(1, -1), MASK);
    redacted = redacted.replaceAll(encodeURIComponent(secret.toWellFormed()), MASK);
  }
  return maskUrls(redacted);
}

export function maskUrls(text: string): string {
  return text.replace(/(:\/\/[^:/@\s]*):[^@\s]*@/g, `$1:${MASK}@`);
}
