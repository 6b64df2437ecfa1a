import type { ServiceError, StatusObject } from '@grpc/grpc-js';
import { Metadata, status } from '@grpc/grpc-js';
import type { FailureCode } from '../domain/index.ts';
import { Failure, failureCatalogue, shortened } from '../domain/index.ts';
import { decodeDetails, encodeDetails } from './error-details.ts';
import type { ErrorDetails } from './error-details.ts';

/** The trailer that carries the failure's code, since several codes share one gRPC status. */
const CODE_TRAILER = 'stellwerk-code';
/** The trailer in which gRPC carries a google.rpc.Status. */
const DETAILS_TRAILER = 'grpc-status-details-bin';
/** Seconds to wait, as in HTTP. */
const RETRY_TRAILER = 'retry-after';

/**
 * A message that repeats a caller's input may be as long as that input. Trailers are limited, and an oversized one
 * breaks the connection.
 */
const MAX_MESSAGE_CHARS = 1_000;

/** What grpc-js says of a call for which it had no connection. */
const NEVER_SENT = /^(No connection established|Name resolution failed)/;

interface UnreachableOptions extends ErrorOptions {
  readonly remedy?: string | null;
  readonly mayHaveArrived?: boolean;
}

/** The call did not reach a hub, or the hub became unavailable during it. */
export class HubUnreachable extends Error {
  override readonly name = 'HubUnreachable';
  /** What the caller can do about it; null if all that is known is that no hub answers. */
  readonly remedy: string | null;
  /** Whether the call may have reached a hub, which may carry it out. */
  readonly mayHaveArrived: boolean;

  constructor(message: string, options: UnreachableOptions = {}) {
    super(message, options);
    this.remedy = options.remedy ?? null;
    this.mayHaveArrived = options.mayHaveArrived ?? false;
  }
}

/** An intermediary, such as a proxy, does not know the caller or denies the call. */
export class CallDenied extends Error {
  override readonly name = 'CallDenied';
}

/**
 * Converts a failure to the status that the caller sees: status by the catalogue, message with remedy, code and
 * google.rpc details in trailers.
 */
export function statusOf(failure: Failure): StatusObject {
  const { grpc, remedy } = failureCatalogue[failure.code];
  const metadata = new Metadata();
  metadata.set(CODE_TRAILER, failure.code);
  const details = `${sentence(shortened(failure.message.toWellFormed(), MAX_MESSAGE_CHARS))} ${remedy}`;
  metadata.set(DETAILS_TRAILER, encodeDetails(failure, status[grpc], details));
  const { retryAfterMs } = failure;
  if (retryAfterMs !== undefined) metadata.set(RETRY_TRAILER, `${Math.ceil(retryAfterMs / 1000)}`);
  return { code: status[grpc], details, metadata };
}

/** The status that ends endless calls. It is an error, so that the caller knows that it has to reconnect. */
export function shuttingDown(): StatusObject {
  return {
    code: status.UNAVAILABLE,
    details: 'The hub is shutting down.',
    metadata: new Metadata(),
  };
}

/**
 * Converts anything thrown inside a call. A signal's timeout becomes TIMED_OUT; a defect reveals no internal details to
 * the caller.
 */
export function failureOf(thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown;
  if (thrown instanceof Error && thrown.name === 'TimeoutError') {
    const message = 'The order was not carried out in time; it may still be.';
    return new Failure('TIMED_OUT', { message, cause: thrown });
  }
  const failure = Failure.from(thrown);
  if (failure.code !== 'INTERNAL') return failure;
  return new Failure('INTERNAL', { message: 'The hub could not answer.', cause: thrown });
}

/** Returns the code of the failure that a handler answered with, for the audit log. */
export function codeIn({
  code,
  metadata,
}: {
  readonly code?: number | null | undefined;
  readonly metadata?: Metadata | null | undefined;
}): FailureCode {
  const trailer = metadata?.get(CODE_TRAILER)[0];
  if (typeof trailer === 'string' && isFailureCode(trailer)) return trailer;
  return code === status.CANCELLED ? 'CANCELLED' : 'INTERNAL';
}

/** Converts a status to the error that the client throws. The message is complete, including the remedy. */
export function errorOf(
  error: ServiceError,
  address: string,
): Failure | HubUnreachable | CallDenied {
  const details = detailsOf(error);
  const code = details?.reason ?? error.metadata?.get(CODE_TRAILER)[0];
  const options = { message: error.details, cause: error, ...(details ? factsOf(details) : {}) };
  if (typeof code === 'string' && isFailureCode(code)) return new Failure(code, options);
  if (error.code === status.UNAVAILABLE) return unreachable(error, address);
  // grpc-js says so of an answer that is not gRPC, such as that of a web server or a proxy.
  if (error.details.startsWith('Received HTTP status code')) {
    const said = `What answers at ${address} is not a hub (${error.details}).`;
    return new HubUnreachable(said, { cause: error, remedy: NOT_A_HUB_REMEDY });
  }
  if (error.code === status.UNAUTHENTICATED || error.code === status.PERMISSION_DENIED) {
    return new CallDenied(`The call was denied: ${error.details}`, { cause: error });
  }
  if (error.code === status.CANCELLED) return new Failure('CANCELLED', options);
  if (error.code === status.DEADLINE_EXCEEDED) {
    return new Failure('TIMED_OUT', {
      ...options,
      message: `The hub at ${address} did not answer in time.`,
    });
  }
  return new Failure('INTERNAL', options);
}

function unreachable(error: ServiceError, address: string): HubUnreachable {
  const why = tlsReason(error.details);
  if (why.includes('wrong version number')) {
    const said = `What answers at ${address} does not use TLS.`;
    return new HubUnreachable(said, { cause: error, remedy: NO_TLS_REMEDY });
  }
  const remedy = why === '' ? null : TLS_REMEDY;
  const said =
    why === '' ? `No hub answers at ${address}.` : `The hub at ${address} is not trusted${why}.`;
  const mayHaveArrived = !NEVER_SENT.test(error.details);
  return new HubUnreachable(said, { cause: error, remedy, mayHaveArrived });
}

function detailsOf({ metadata }: ServiceError): ErrorDetails | null {
  const bytes = metadata?.get(DETAILS_TRAILER)[0];
  return Buffer.isBuffer(bytes) ? decodeDetails(bytes) : null;
}

function factsOf({ metadata, violations, retryAfterMs }: ErrorDetails) {
  return {
    details: { ...metadata, ...(violations.length > 0 ? { violations } : {}) },
    ...(retryAfterMs === null ? {} : { retryAfterMs }),
  };
}

const NOT_A_HUB_REMEDY =
  'Name the address of its control API, as the hub prints it when it starts.';
const NO_TLS_REMEDY =
  'Call it without --tls and --ca (also as STELLWERK_CA or in its context), or correct the address.';
const TLS_REMEDY =
  'Trust the authority that signed its certificate with --ca FILE, and use a host name that the certificate contains.';

/** Returns why the TLS handshake failed, the one connection problem that the caller can fix. */
function tlsReason(details: string): string {
  const [, reason] =
    /Last error: (?:Error: )?(.*?)\s*(?:\. Resolution note|$)/s.exec(details) ?? [];
  return reason !== undefined && /certificate|TLS|SSL|altnames/i.test(reason) ? ` (${reason})` : '';
}

function isFailureCode(code: string): code is FailureCode {
  return Object.hasOwn(failureCatalogue, code);
}

function sentence(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`;
}
