import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const ID_BYTES = 8;
const SECRET_BYTES = 32;
const FORM = /^swk_([0-9a-f]{16})_[A-Za-z0-9_-]{43}$/;

/** Creates a key: `swk_<id>_<secret>`, with a secret of 256 random bits. The prefix lets secret scanners find leaked keys. */
export function makeKey(): { readonly id: string; readonly text: string } {
  const id = randomBytes(ID_BYTES).toString('hex');
  return { id, text: `swk_${id}_${randomBytes(SECRET_BYTES).toString('base64url')}` };
}

/** Returns the id inside a key; null if the text is not a key. */
export function keyId(text: string): string | null {
  return FORM.exec(text)?.[1] ?? null;
}

/** Returns the key's hash. No salt and no slow hash: 256 random bits cannot be guessed, and every call pays for this. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Compares in constant time. */
export function hasHash(text: string, hash: string): boolean {
  const [own, other] = [hashOf(text), hash].map((value) => Buffer.from(value, 'hex'));
  return own !== undefined && own.length === other?.length && timingSafeEqual(own, other);
}
