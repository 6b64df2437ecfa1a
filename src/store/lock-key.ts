import { createHash } from 'node:crypto';

/** The purposes of the hub's advisory locks: `hub` is the lease, `setup` guards the migrations. */
export type LockPurpose = 'hub' | 'setup';

/**
 * Returns the 64-bit key of an advisory lock, as text. All locks of a database share one key space, so the key is a
 * hash of the full name.
 */
export function lockKey(purpose: LockPurpose, namespace: string): string {
  const hash = createHash('sha256').update(`stellwerk:${purpose}:${namespace}`).digest();
  return hash.readBigInt64BE(0).toString();
}
