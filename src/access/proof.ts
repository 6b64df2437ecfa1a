import type { Caller, Role } from '../domain/index.ts';
import { Failure } from '../domain/index.ts';

/** What a credential proves. */
export interface Proof {
  readonly name: string;
  readonly by: Caller['by'];
  /** Null: known, but without any role. */
  readonly role: Role | null;
  readonly streams: readonly string[] | null;
  /** Why it is good for nothing any more (revoked, expired), though it is genuine. */
  readonly refusal: Failure | null;
}

export function unauthenticated(message: string, cause?: unknown): Failure {
  return new Failure('UNAUTHENTICATED', { message, cause });
}
