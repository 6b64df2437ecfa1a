import type { Role } from './caller.ts';

/** Metadata of an API key, never the key itself. Times are in milliseconds since the Unix epoch. */
export interface ApiKey {
  /** The public part of the key: sixteen hexadecimal digits. */
  readonly id: string;
  /** A human-readable name for whoever uses the key; several keys may share one name. */
  readonly name: string;
  readonly role: Role;
  /** The streams that it may see and control, with their lanes; null means all. */
  readonly streams: readonly string[] | null;
  readonly createdAtMs: number;
  /** Null when the key does not expire. */
  readonly expiresAtMs: number | null;
  readonly revokedAtMs: number | null;
  /** Accurate to the minute; null when the key has not been used yet. */
  readonly lastUsedAtMs: number | null;
}

/** A key with the hash that verifies it. */
export interface StoredApiKey {
  readonly key: ApiKey;
  /** SHA-256 of the whole key, in hexadecimal digits. */
  readonly hash: string;
}
