import type { Caller, Role } from '../domain/index.ts';
import { Failure } from '../domain/index.ts';

/** The identity that a credential proves. */
export interface Proof {
  readonly name: string;
  readonly by: Caller['by'];
  /** Null for a known caller without a role. */
  readonly role: Role | null;
  readonly streams: readonly string[] | null;
  /** Why a genuine credential is no longer accepted (revoked, expired). */
  readonly refusal: Failure | null;
}

export function unauthenticated(message: string, cause?: unknown): Failure {
  return new Failure('UNAUTHENTICATED', { message, cause });
}
