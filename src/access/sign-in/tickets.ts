import { randomBytes } from 'node:crypto';
import { EncryptJWT, jwtDecrypt } from 'jose';

/** Long enough for a password, a second factor and a coffee. */
const LASTS_MS = 600_000;
const sealing = { alg: 'dir', enc: 'A256GCM' } as const;

/** State of a sign-in until the issuer sends the browser back. */
export interface BegunSignIn {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
  /** Where in the pages to continue. */
  readonly place: string;
}

/**
 * Seals the state of a sign-in, with a key of this process, for the browser to keep. However many sign-ins are begun
 * and never finished, the hub stores none of them, and nobody can displace those of others.
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

  /** @returns null for a ticket that this process did not seal, or sealed more than ten minutes ago */
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
