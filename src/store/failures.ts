import { Failure, reasonOf } from '../domain/index.ts';
import type { FailureCode } from '../domain/index.ts';

/** SQLSTATE of a unique violation: another writer wrote the same key first. */
const UNIQUE_VIOLATION = '23505';

/** SQLSTATE classes that mean the statement itself is wrong: data, constraint, privilege or syntax. */
const DEFECT_CLASSES = new Set(['22', '23', '42']);

/**
 * Converts an error of a database call into a Failure. Anything except a defect of a statement (no connection, a time
 * limit, a full disk, a deadlock) is STORE_UNAVAILABLE: waiting helps. It is then unknown whether the statement took
 * effect.
 */
export function toStoreFailure(thrown: unknown, what: string): Failure {
  if (thrown instanceof Failure) return thrown;
  if (thrown instanceof Error && thrown.name === 'AbortError') return Failure.from(thrown);
  if (thrown instanceof Error && thrown.name === 'TimeoutError') {
    return new Failure('TIMED_OUT', { message: `No time was left to ${what}.`, cause: thrown });
  }
  const code: FailureCode = DEFECT_CLASSES.has(sqlState(thrown).slice(0, 2))
    ? 'INTERNAL'
    : 'STORE_UNAVAILABLE';
  return new Failure(code, {
    message: `The hub database could not ${what}: ${reasonOf(thrown)}`,
    stage: 'settle',
    cause: thrown,
  });
}

/** Runs a database call and converts what it throws into a Failure. `what` completes "could not …". */
export async function storeCall<T>(what: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw toStoreFailure(error, what);
  }
}

export function isUniqueViolation(thrown: unknown): boolean {
  return sqlState(thrown) === UNIQUE_VIOLATION;
}

/** Returns the five characters by which PostgreSQL names an error; empty if the error came from elsewhere. */
export function sqlState(thrown: unknown): string {
  if (!(thrown instanceof Error) || !('code' in thrown)) return '';
  return typeof thrown.code === 'string' && /^[0-9A-Z]{5}$/.test(thrown.code) ? thrown.code : '';
}
