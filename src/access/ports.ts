import type { ApiKey, StoredApiKey } from '../domain/index.ts';

/** Storage of API keys. Every call throws Failure STORE_UNAVAILABLE if the storage does not answer. */
export interface ApiKeyStore {
  find(id: string): Promise<StoredApiKey | null>;
  add(stored: StoredApiKey): Promise<void>;
  /** Returns all keys ever created, oldest first. */
  list(): Promise<readonly ApiKey[]>;
  /** Changes the given fields. @returns false if there is no such key */
  change(id: string, change: ApiKeyChange): Promise<boolean>;
  /** Atomically adds the successor and changes the key that it replaces. @returns false if there is no such key */
  replace(id: string, change: ApiKeyChange, successor: StoredApiKey): Promise<boolean>;
}

export interface ApiKeyChange {
  readonly expiresAtMs?: number;
  readonly revokedAtMs?: number;
  readonly lastUsedAtMs?: number;
}
