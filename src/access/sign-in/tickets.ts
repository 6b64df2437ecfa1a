import { randomBytes } from 'node:crypto';
import { EncryptJWT, jwtDecrypt } from 'jose';

/** Long enough for a password, a second factor and a coffee. */
const LASTS_MS = 600_000;
const sealing = { alg: 'dir', enc: 'A256GCM' } as const;

/** What a sign-in that was begun has to remember until the issuer sends the browser back. */
export interface BegunSignIn {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
  /** Where in the pages to go on. */
  readonly place: string;
}

/**
 * Has the browser itself keep what its sign-in has to remember, sealed by a key of this process. So however many are begun and
 * never finished, the hub holds none of them, and nobody can push out another's.
 */
export class Tickets {
  readonly #key = randomBytes(32);
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  seal(begun: BegunSignIn): Promise<string> {
    return new EncryptJWT({ ...begun })
      .setProtectedHeader(sealing)
      .setExpirationTime(new Date(this.#now() + LASTS_MS))
      .encrypt(this.#key);
  }

  /** @returns null for one that this process did not seal, or longer than ten minutes ago */
  async open(ticket: string): Promise<BegunSignIn | null> {
    try {
      const { payload } = await jwtDecrypt<BegunSignIn>(ticket, this.#key, {
        keyManagementAlgorithms: [sealing.alg],
        contentEncryptionAlgorithms: [sealing.enc],
        currentDate: new Date(this.#now()),
        requiredClaims: ['exp'],
      });
      return payload;
    } catch {
      return null;
    }
  }
}
