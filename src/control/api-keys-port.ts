import type { ApiKey, Role } from '../domain/index.ts';

/** A key that is wished for. */
export interface ApiKeyWish {
  readonly name: string;
  readonly role: Role;
  /** Null for all. */
  readonly streams: readonly string[] | null;
  /** Milliseconds since the Unix epoch; null for never. */
  readonly expiresAtMs: number | null;
}

/** A key with the one text that proves it, which is shown once. */
export interface ShownApiKey {
  readonly key: ApiKey;
  readonly secret: string;
}

/** What the control API needs to look after API keys. `runtime` fills it. All throw Failure STORE_UNAVAILABLE. */
export interface ApiKeysPort {
  create(wish: ApiKeyWish): Promise<ShownApiKey>;
  /** Oldest first. */
  list(): Promise<readonly ApiKey[]>;
  /** @throws Failure NOT_FOUND, COMMAND_REJECTED */
  rotate(id: string, graceMs: number): Promise<ShownApiKey>;
  /** @throws Failure NOT_FOUND */
  revoke(id: string): Promise<ApiKey>;
}
