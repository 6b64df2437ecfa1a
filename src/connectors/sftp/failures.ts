import { Failure } from '../../connector-api/index.ts';
import type { Side } from '../common/side.ts';
import { codes } from '../common/side.ts';

/** SFTP version 3, "Responses from the Server to the Client". */
const NO_SUCH_FILE = 2;
const PERMISSION_DENIED = 3;
const FAILURE = 4;
const OP_UNSUPPORTED = 8;

const REFUSING: ReadonlySet<unknown> = new Set([NO_SUCH_FILE, PERMISSION_DENIED, OP_UNSUPPORTED]);

interface SshError extends Error {
  /** Where the client failed, or the SFTP status. */
  readonly level?: string;
  readonly code?: string | number;
}

/** Converts what the server or its client threw to SOURCE_/TARGET_ failures. @param action what the hub tried, as an infinitive */
export function sftpFailure(thrown: unknown, side: Side, action: string): Failure {
  if (thrown instanceof Failure) return thrown;
  const { message, code, level } = thrown as SshError;
  // The only word that the protocol has for a full disk, a quota, a folder in the way and much else.
  const hint =
    code === FAILURE
      ? ' (a full disk or quota, or a name that is taken, is reported like this)'
      : '';
  const isRefused =
    REFUSING.has(code) ||
    level === 'client-authentication' ||
    (level === 'handshake' && message.includes('no matching'));
  return new Failure(isRefused ? codes[side].refused : codes[side].away, {
    message: `Could not ${action}: ${message.replace(/\.$/, '')}${hint}.`,
    ...(typeof code === 'number' ? { details: { sftpStatus: code } } : {}),
    cause: thrown,
  });
}

export function isAbsent(error: unknown): boolean {
  return statusOf(error) === NO_SUCH_FILE;
}

/** Whether the server gave no reason. */
export function isUnexplained(error: unknown): boolean {
  return statusOf(error) === FAILURE;
}

function statusOf(error: unknown): unknown {
  return error instanceof Failure ? error.details.sftpStatus : undefined;
}
