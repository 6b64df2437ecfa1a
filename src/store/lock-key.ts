import { createHash } from 'node:crypto';

/** What the hub takes advisory locks for: `hub` is the lease, `setup` guards the migrations. */
export type LockPurpose = 'hub' | 'setup';

/** The 64-bit key of an advisory lock, as text. Locks of one database share one space, so the key is a hash of the full name. */
export function lockKey(purpose: LockPurpose, namespace: string): string {
  const hash = createHash('sha256').update(`stellwerk:${purpose}:${namespace}`).digest();
  return hash.readBigInt64BE(0).toString();
}
