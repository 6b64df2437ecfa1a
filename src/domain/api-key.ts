import type { Role } from './caller.ts';

/** What is known of an API key; never the key itself. Moments in milliseconds since the Unix epoch. */
export interface ApiKey {
  /** Its public half: sixteen hexadecimal digits, part of the key. */
  readonly id: string;
  /** Who uses it, in a person's words; several keys may bear one name. */
  readonly name: string;
  readonly role: Role;
  /** The streams that it may see and steer, with their lanes; null for all. */
  readonly streams: readonly string[] | null;
  readonly createdAtMs: number;
  /** Null: never. */
  readonly expiresAtMs: number | null;
  readonly revokedAtMs: number | null;
  /** Exact to a minute. Null: not used yet. */
  readonly lastUsedAtMs: number | null;
}

/** A key with what proves it. */
export interface StoredApiKey {
  readonly key: ApiKey;
  /** SHA-256 of the whole key, in hexadecimal digits. */
  readonly hash: string;
}
