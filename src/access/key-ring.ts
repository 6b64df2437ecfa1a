import type { ApiKey, Role, StoredApiKey } from '../domain/index.ts';
import { Failure } from '../domain/index.ts';
import { hasHash, hashOf, keyId, makeKey } from './key-text.ts';
import type { ApiKeyStore } from './ports.ts';
import type { Proof } from './proof.ts';
import { unauthenticated } from './proof.ts';

/** A key revoked by another process is accepted for at most this long; one revoked here is not. */
const REMEMBERED_MS = 5_000;
/**
 * While the database is unavailable no key can be revoked, so its last answer holds for a while: status matters most
 * during outages.
 */
const REMEMBERED_IN_OUTAGE_MS = 15 * 60_000;
const USE_NOTED_EVERY_MS = 60_000;
const MAX_REMEMBERED = 10_000;

export interface NewApiKey {
  readonly name: string;
  readonly role: Role;
  /** Null for all streams. */
  readonly streams: readonly string[] | null;
  /** Milliseconds since the Unix epoch; null for never. */
  readonly expiresAtMs: number | null;
}

/** A new key, which is shown once to its creator. */
export interface IssuedApiKey {
  readonly key: ApiKey;
  /** The key itself; it cannot be recovered from what is stored. */
  readonly secret: string;
}

interface Remembered {
  readonly stored: StoredApiKey;
  readonly readAtMs: number;
  notedAtMs: number;
}

/** Creates, verifies, rotates and revokes API keys. */
export class KeyRing {
  readonly #store: ApiKeyStore;
  readonly #now: () => number;
  readonly #remembered = new Map<string, Remembered>();
  /** Counts changes: a result read before a change is not cached. */
  #changes = 0;

  constructor(store: ApiKeyStore, now: () => number = Date.now) {
    this.#store = store;
    this.#now = now;
  }

  /** @throws Failure UNAUTHENTICATED for a text that is not a key of this hub; STORE_UNAVAILABLE */
  async prove(text: string): Promise<Proof> {
    const id = keyId(text);
    const known = id === null ? null : await this.#find(id);
    // Hashed even if there is nothing to compare with, so that the timing does not reveal which ids exist.
    if (!hasHash(text, known?.stored.hash ?? hashOf('')) || known === null) {
      throw unauthenticated('This is not an API key of this hub');
    }
    const { key } = known.stored;
    const refusal = this.#refusal(key);
    if (refusal === null) await this.#noteUse(known);
    return { name: key.name, by: 'api-key', role: key.role, streams: key.streams, refusal };
  }

  async create(wish: NewApiKey): Promise<IssuedApiKey> {
    const issued = this.#issue(wish);
    await this.#store.add(stored(issued));
    return issued;
  }

  list(): Promise<readonly ApiKey[]> {
    return this.#store.list();
  }

  /**
   * Creates a key with the same name, role and streams, and ends the old one after `graceMs` (0: now).
   * @throws Failure NOT_FOUND; COMMAND_REJECTED if the key is revoked or has expired
   */
  async rotate(id: string, graceMs: number): Promise<IssuedApiKey> {
    const { key } = await this.#require(id);
    const refusal = this.#refusal(key);
    if (refusal) throw new Failure('COMMAND_REJECTED', { message: refusal.message });
    const issued = this.#issue(key);
    const nowMs = this.#now();
    const endsAtMs = Math.min(key.expiresAtMs ?? Infinity, nowMs + graceMs);
    const change = graceMs === 0 ? { revokedAtMs: nowMs } : { expiresAtMs: endsAtMs };
    await this.#store.replace(id, change, stored(issued));
    this.#forget(id);
    return issued;
  }

  /** Revokes a key with immediate effect. Revoking a revoked key succeeds. @throws Failure NOT_FOUND */
  async revoke(id: string): Promise<ApiKey> {
    const { key } = await this.#require(id);
    const revokedAtMs = key.revokedAtMs ?? this.#now();
    await this.#store.change(id, { revokedAtMs });
    this.#forget(id);
    return { ...key, revokedAtMs };
  }

  #issue({ name, role, streams, expiresAtMs }: NewApiKey): IssuedApiKey {
    const { id, text } = makeKey();
    const unused = { revokedAtMs: null, lastUsedAtMs: null };
    const key = { id, name, role, streams, createdAtMs: this.#now(), expiresAtMs, ...unused };
    return { key, secret: text };
  }

  #refusal({ revokedAtMs, expiresAtMs }: ApiKey): Failure | null {
    if (revokedAtMs !== null) return unauthenticated('This API key was revoked');
    if (expiresAtMs !== null && expiresAtMs <= this.#now()) {
      return unauthenticated('This API key has expired');
    }
    return null;
  }

  async #require(id: string): Promise<StoredApiKey> {
    const found = await this.#store.find(id);
    if (found) return found;
    throw new Failure('NOT_FOUND', { message: `There is no API key "${id}".` });
  }

  async #find(id: string): Promise<Remembered | null> {
    const remembered = this.#remembered.get(id);
    const ageMs = this.#now() - (remembered?.readAtMs ?? -Infinity);
    if (remembered && ageMs < REMEMBERED_MS) return remembered;
    const changes = this.#changes;
    try {
      const found = await this.#store.find(id);
      if (changes !== this.#changes) return await this.#find(id);
      return this.#remember(id, found, remembered?.notedAtMs ?? -Infinity);
    } catch (error) {
      if (remembered && ageMs < REMEMBERED_IN_OUTAGE_MS) return remembered;
      throw error;
    }
  }

  #forget(id: string): void {
    this.#changes++;
    this.#remembered.delete(id);
  }

  #remember(id: string, found: StoredApiKey | null, notedAtMs: number): Remembered | null {
    this.#remembered.delete(id);
    if (found === null) return null;
    if (this.#remembered.size >= MAX_REMEMBERED) this.#remembered.clear();
    const remembered = { stored: found, readAtMs: this.#now(), notedAtMs };
    this.#remembered.set(id, remembered);
    return remembered;
  }

  /** Records the use. Failure to record it does not fail the call. */
  async #noteUse(known: Remembered): Promise<void> {
    const nowMs = this.#now();
    if (nowMs - known.notedAtMs < USE_NOTED_EVERY_MS) return;
    known.notedAtMs = nowMs;
    const { id } = known.stored.key;
    await this.#store.change(id, { lastUsedAtMs: nowMs }).catch(() => false);
  }
}

function stored({ key, secret }: IssuedApiKey): StoredApiKey {
  return { key, hash: hashOf(secret) };
}
