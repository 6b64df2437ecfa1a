import { maskCut } from '../../domain/index.ts';

const MASK = '***';
/** Shorter texts occur in words by chance, and no secret is that short. */
const MIN_SECRET_LENGTH = 4;

/**
 * Masks secrets in a text, including their forms in JSON and in a URL, and what is left of one where the text was cut. Passwords in
 * URLs count as secrets.
 */
export function redact(text: string, secrets: Iterable<string>): string {
  // Longest first, so that no part of a longer secret remains.
  const spelled = [...secrets]
    .filter((secret) => secret.length >= MIN_SECRET_LENGTH)
    .sort((one, other) => other.length - one.length)
    .flatMap(spellings);
  const redacted = spelled.reduce((told, secret) => told.replaceAll(secret, MASK), text);
  return maskUrls(maskCut(redacted, spelled, { mask: MASK, shortest: MIN_SECRET_LENGTH }));
}

function spellings(secret: string): readonly string[] {
  return [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret.toWellFormed())];
}

/** Word by word and part by part: one expression for all of it would take quadratic time on a text full of `://`. */
export function maskUrls(text: string): string {
  if (!text.includes('://')) return text;
  return text.replaceAll(/[^@\s]+@?/g, (part) =>
    part.endsWith('@') ? part.replace(/(:\/\/[^:/@]*):.*/, `$1:${MASK}@`) : part,
  );
}
