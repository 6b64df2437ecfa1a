import type { ApiKey, StoredApiKey } from '../domain/index.ts';

/** Where API keys are kept. Every call throws Failure STORE_UNAVAILABLE when it did not answer. */
export interface ApiKeyStore {
  find(id: string): Promise<StoredApiKey | null>;
  add(stored: StoredApiKey): Promise<void>;
  /** All that were ever made, oldest first. */
  list(): Promise<readonly ApiKey[]>;
  /** Changes what is given. @returns false when there is no such key */
  change(id: string, change: ApiKeyChange): Promise<boolean>;
  /** Adds the successor and changes the key it follows, both or none. @returns false when there is no such key */
  replace(id: string, change: ApiKeyChange, successor: StoredApiKey): Promise<boolean>;
}

export interface ApiKeyChange {
  readonly expiresAtMs?: number;
  readonly revokedAtMs?: number;
  readonly lastUsedAtMs?: number;
}
