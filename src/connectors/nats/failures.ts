import { JetStreamApiError } from '@nats-io/jetstream';
import {
  AuthorizationError,
  PermissionViolationError,
  RequestError,
  UserAuthenticationExpiredError,
} from '@nats-io/transport-node';
import { Failure } from '../../connector-api/index.ts';
import type { Side } from '../common/side.ts';
import { codes } from '../common/side.ts';

/** "JetStream not enabled", for the account and for the server; "stream not found". */
const REFUSING: ReadonlySet<number> = new Set([10039, 10076, 10059]);

/** Converts what the server or its client threw to SOURCE_/TARGET_ failures. @param action what the hub tried, as an infinitive */
export function natsFailure(thrown: unknown, side: Side, action: string): Failure {
  if (thrown instanceof Failure) return thrown;
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  return new Failure(isRefusal(thrown) ? codes[side].refused : codes[side].away, {
    message: `Could not ${action}: ${reason}`,
    cause: thrown,
  });
}

/** Whether no one answered on a subject: no stream keeps it, or that stream has no leader at the moment. */
export function isUnanswered(thrown: unknown): boolean {
  return chain(thrown).some((one) => one instanceof RequestError && one.isNoResponders());
}

function isRefusal(thrown: unknown): boolean {
  return chain(thrown).some(
    (one) =>
      one instanceof AuthorizationError ||
      one instanceof UserAuthenticationExpiredError ||
      one instanceof PermissionViolationError ||
      (one instanceof Error && one.name === 'InvalidNameError') ||
      (one instanceof JetStreamApiError && REFUSING.has(one.code)),
  );
}

/** The client wraps the original error in one of its own. */
function chain(thrown: unknown): readonly unknown[] {
  return thrown instanceof Error && thrown.cause !== undefined ? [thrown, thrown.cause] : [thrown];
}
