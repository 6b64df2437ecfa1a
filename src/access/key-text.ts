import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const ID_BYTES = 8;
const SECRET_BYTES = 32;
const FORM = /^swk_([0-9a-f]{16})_[A-Za-z0-9_-]{43}$/;

/** A new key: `swk_<id>_<secret>`, the secret 256 random bits. The prefix lets scanners of source code find lost keys. */
export function makeKey(): { readonly id: string; readonly text: string } {
  const id = randomBytes(ID_BYTES).toString('hex');
  return { id, text: `swk_${id}_${randomBytes(SECRET_BYTES).toString('base64url')}` };
}

/** The id inside a key; null when the text is no key. */
export function keyId(text: string): string | null {
  return FORM.exec(text)?.[1] ?? null;
}

/** No salt and no slow hash: nobody guesses 256 random bits, and every call pays for this. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Compares in a time that tells nothing about either. */
export function hasHash(text: string, hash: string): boolean {
  const [own, other] = [hashOf(text), hash].map((value) => Buffer.from(value, 'hex'));
  return own !== undefined && own.length === other?.length && timingSafeEqual(own, other);
}
