import { Failure } from '../../connector-api/index.ts';
import type { FailureCode } from '../../connector-api/index.ts';

/** PostgreSQL's answer, as the client throws it (Appendix A of its manual has the codes). */
interface DatabaseError {
  readonly code?: string;
  readonly message?: string;
  readonly detail?: string;
  readonly column?: string;
  readonly constraint?: string;
}

/** The record is at fault: bad value (22) or broken constraint (23). */
export function isDataError(error: unknown): boolean {
  return /^2[23]/.test(sqlState(error));
}

/** Another transaction was in the way: serialization, deadlock, lock not available. */
export function isConflict(error: unknown): boolean {
  return ['40001', '40P01', '55P03'].includes(sqlState(error));
}

/** The table has changed since the hub looked at it. */
export function isStaleSchema(error: unknown): boolean {
  return ['42703', '42P01', '0A000'].includes(sqlState(error));
}

/** Refusals that waiting does not cure: login (28), no such database (3D), syntax, names, privileges (42). */
function isRefusal(error: unknown): boolean {
  return /^(28|3D|42)/.test(sqlState(error));
}

function sqlState(error: unknown): string {
  return (error as DatabaseError).code ?? '';
}

/** What broke a whole call. @param side whose codes to use */
export function callFailure(error: unknown, side: 'source' | 'target', where: string): Failure {
  if (error instanceof Failure) return error;
  if (error instanceof Error && error.name === 'AbortError') return Failure.from(error);
  const refused: FailureCode = side === 'source' ? 'SOURCE_REFUSED' : 'TARGET_MISCONFIGURED';
  const unavailable: FailureCode = side === 'source' ? 'SOURCE_UNAVAILABLE' : 'TARGET_UNAVAILABLE';
  const { message = String(error) } = error as DatabaseError;
  const reason = error instanceof AggregateError ? error.errors.map(String).join('; ') : message;
  return new Failure(isRefusal(error) ? refused : unavailable, {
    message: `${where}: ${reason}`,
    details: { sqlState: sqlState(error) },
    cause: error,
  });
}

/** What one record did wrong, in words for the one who corrects it. */
export function recordFailure(error: unknown, table: string): Failure {
  const { message = '', detail, column, constraint } = error as DatabaseError;
  const at = column ? ` (column ${column})` : '';
  return new Failure('TARGET_REFUSED', {
    message: `Table ${table} does not take it: ${message}${at}${detail ? `; ${detail}` : ''}`,
    details: { sqlState: sqlState(error), ...(constraint ? { constraint } : {}) },
    cause: error,
  });
}
