import type { ApiKey, Role } from '../domain/index.ts';

/** The properties of a key to create. */
export interface ApiKeyWish {
  readonly name: string;
  readonly role: Role;
  /** Null for all streams. */
  readonly streams: readonly string[] | null;
  /** Milliseconds since the Unix epoch; null for never. */
  readonly expiresAtMs: number | null;
}

/** A key with its secret, which is shown once. */
export interface ShownApiKey {
  readonly key: ApiKey;
  readonly secret: string;
}

/** What the control API needs to manage API keys. `runtime` implements it. All methods throw Failure STORE_UNAVAILABLE. */
export interface ApiKeysPort {
  create(wish: ApiKeyWish): Promise<ShownApiKey>;
  /** Oldest first. */
  list(): Promise<readonly ApiKey[]>;
  /** @throws Failure NOT_FOUND, COMMAND_REJECTED */
  rotate(id: string, graceMs: number): Promise<ShownApiKey>;
  /** @throws Failure NOT_FOUND */
  revoke(id: string): Promise<ApiKey>;
}
