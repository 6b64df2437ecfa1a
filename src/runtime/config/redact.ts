const MASK = '***';
/** Shorter texts occur in words by chance, and no secret is that short. */
const MIN_SECRET_LENGTH = 4;

/** Masks secrets in a text, including their forms in JSON and in a URL. Passwords in URLs count as secrets. */
export function redact(text: string, secrets: Iterable<string>): string {
  let redacted = text;
  // Longest first, so that no part of a longer secret remains.
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
