import { Failure, reasonOf, shortened } from '../../connector-api/index.ts';
import type { FailureCode } from '../../connector-api/index.ts';

/** PostgreSQL repeats a value that it refuses, however long it is. */
const MAX_SHOWN = 500;

/** PostgreSQL's answer as the client throws it (codes: Appendix A of its manual). */
interface DatabaseError {
  readonly code?: string;
  readonly message?: string;
  readonly detail?: string;
  readonly column?: string;
  readonly constraint?: string;
}

/**
 * Whether some record of the statement is at fault: a row twice (21000), a bad value (22), a violated constraint (23) or view
 * condition (44), a row too large for an index (54000), an error raised by a trigger (P0); or a text that cannot even be sent.
 */
export function isDataError(error: unknown): boolean {
  if (error instanceof Failure) return error.code === 'CONTRACT_BROKEN';
  return /^(21000|2[23]...|44...|54000|P0...)$/.test(sqlState(error));
}

/** Whether a value does not fit its column's type; other refusals quote names of constraints and tables, not values. */
export function isBadValue(error: unknown): boolean {
  return sqlState(error).startsWith('22');
}

/** Whether another transaction was in the way: serialization failure, deadlock, lock not available. */
export function isConflict(error: unknown): boolean {
  return ['40001', '40P01', '55P03'].includes(sqlState(error));
}

/** Whether a row with this key, or with the same value in another unique column, already exists. */
export function isUniqueViolation(error: unknown): boolean {
  return sqlState(error) === '23505';
}

/** Whether another user has created it meanwhile: two can find at the same time that it does not exist. */
export function isAlreadyThere(error: unknown): boolean {
  return ['23505', '42P07', '42710'].includes(sqlState(error));
}

/** Whether an object other than a table or column that a statement names does not exist. */
export function isNotThere(error: unknown): boolean {
  return sqlState(error) === '42704';
}

/** Whether the table may have changed since the hub last described it. */
export function isStaleSchema(error: unknown): boolean {
  if (error instanceof Failure) return error.code === 'TARGET_MISCONFIGURED';
  return ['42703', '42P01', '42P10', '42704', '42804', '0A000'].includes(sqlState(error));
}

/** Whether the connection is unusable: it broke (no SQLSTATE, or 08) or the server ends it (57P). */
export function isConnectionLost(error: unknown): boolean {
  return !/^[0-9A-Z]{5}$/.test(sqlState(error)) || /^(08|57P)/.test(sqlState(error));
}

/** Refusals that waiting does not cure: login (28), unknown database (3D), syntax, names, privileges (42). */
function isRefusal(error: unknown): boolean {
  return /^(28|3D|42)/.test(sqlState(error)) || isPasswordMissing(error);
}

/** Whether the server asks for a password and the URL has none, which the client reports without a code. */
function isPasswordMissing(error: unknown): boolean {
  return (
    error instanceof Error && /client password must be a (non-empty )?string/.test(error.message)
  );
}

function sqlState(error: unknown): string {
  return (error as DatabaseError).code ?? '';
}

/** Describes the failure of a whole call. @param side which side's codes to use */
export function callFailure(error: unknown, side: 'source' | 'target', where: string): Failure {
  if (error instanceof Failure) return error;
  if (error instanceof Error && error.name === 'AbortError') return Failure.from(error);
  const refused: FailureCode = side === 'source' ? 'SOURCE_REFUSED' : 'TARGET_MISCONFIGURED';
  const unavailable: FailureCode = side === 'source' ? 'SOURCE_UNAVAILABLE' : 'TARGET_UNAVAILABLE';
  return new Failure(isRefusal(error) ? refused : unavailable, {
    message: `${where}: ${reasonOfCall(error)}`,
    details: { sqlState: sqlState(error) },
    cause: error,
  });
}

function reasonOfCall(error: unknown): string {
  if (isPasswordMissing(error)) return 'the database asks for a password, and the URL has none';
  return shortened(reasonOf(error), MAX_SHOWN);
}

/** Describes what is wrong with one record, for the person who corrects it. @param fields the fields that are probably meant */
export function recordFailure(error: unknown, table: string, fields: readonly string[]): Failure {
  const { message = '', detail, column, constraint } = error as DatabaseError;
  const columns = column ? [column] : fields;
  const at = columns.length > 0 ? ` (column ${columns.join(' or ')})` : '';
  // There PostgreSQL shows the whole row, with any personal data in it.
  const more =
    detail && !detail.startsWith('Failing row contains') ? `; ${shortened(detail, MAX_SHOWN)}` : '';
  return new Failure('TARGET_REFUSED', {
    message: `Table ${table} refuses it: ${shortened(message, MAX_SHOWN)}${at}${more}`,
    details: {
      sqlState: sqlState(error),
      ...(columns.length > 0 ? { columns } : {}),
      ...(constraint ? { constraint } : {}),
    },
    cause: error,
  });
}

/** A record that could not be written because of another transaction. */
export function busyFailure(error: unknown): Failure {
  return new Failure('TARGET_BUSY', { message: reasonOfCall(error), cause: error });
}

/** Whether a slot is in use by another connection, or was until just now. */
export function isObjectInUse(error: unknown): boolean {
  return sqlState(error) === '55006';
}
