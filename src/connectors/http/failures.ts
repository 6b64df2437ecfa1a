import type { FailureCode } from '../../connector-api/index.ts';
import { Failure, isJsonObject, reasonOf, shortened } from '../../connector-api/index.ts';
import { retryAfterMs } from '../../domain/index.ts';

export type Side = 'source' | 'target';

/** An answer that was read to its end. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

const MAX_SHOWN = 500;
const codes = {
  source: {
    away: 'SOURCE_UNAVAILABLE',
    refused: 'SOURCE_REFUSED',
    throttled: 'SOURCE_THROTTLED',
  },
  target: {
    away: 'TARGET_UNAVAILABLE',
    refused: 'TARGET_MISCONFIGURED',
    throttled: 'TARGET_THROTTLED',
  },
} as const satisfies Record<Side, Record<string, FailureCode>>;

/** Gateways answer with these for a system that is unavailable; 521 to 524 are Cloudflare's. */
const AWAY: ReadonlySet<number> = new Set([502, 503, 504, 521, 522, 523, 524]);
/** Not implemented, version not supported: faults of the system that waiting does not cure. */
const NEVER: ReadonlySet<number> = new Set([501, 505]);
/** Timeout, conflict, locked, too early, too many requests: the request may succeed later. */
const LATER: ReadonlySet<number> = new Set([408, 409, 423, 425, 429]);

const TOO_SLOW =
  'no answer in time; if the system needs longer, raise `timeoutMs` of the connector';

/** Certificates of an authority that Node does not know. */
const UNTRUSTED: ReadonlySet<string> = new Set([
  ...['DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN'],
  ...['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
]);

/**
 * Returns what an answer says about the whole system; null when it concerns only this request. An unavailable system never counts
 * against a record.
 */
export function systemFailure(answer: Answer, side: Side, where: string): Failure | null {
  const { status } = answer;
  const what = codes[side];
  if (status === 429) return fail(what.throttled, answer, `${where}: too many requests`);
  if (status === 401 || status === 403) {
    return fail(what.refused, answer, `${where}: the credentials are not accepted`);
  }
  return AWAY.has(status) ? fail(what.away, answer, `${where}: not available`) : null;
}

/** Returns what the answer to a read says besides success; null for success. */
export function readFailure(answer: Answer, side: Side, where: string): Failure | null {
  const { status } = answer;
  if (status < 300) return null;
  const { away, refused: never } = codes[side];
  const code = LATER.has(status) || status >= 500 ? away : never;
  return fail(code, answer, `${where} was not answered`);
}

/** The answer about one record, from its own request or from within a batch answer. */
export interface RecordAnswer {
  readonly status: number;
  readonly reason: string;
  /** When the target wants to see this record again, in milliseconds; null when it did not say. */
  readonly retryAfterMs: number | null;
}

/** Returns what an answer says about one record; null for success. An unknown 5xx status is treated like 500 (RFC 9110, 15). */
export function recordFailure(
  { status, reason, retryAfterMs: waitMs }: RecordAnswer,
  where: string,
): Failure | null {
  if (status < 300) return null;
  const busy = LATER.has(status) || (status >= 500 && !NEVER.has(status));
  const about = status === 413 ? 'the record is too large for the target: ' : '';
  return new Failure(busy ? 'TARGET_BUSY' : 'TARGET_REFUSED', {
    message: `${where} answered ${status}: ${about}${shortened(reason, MAX_SHOWN)}`,
    details: { status },
    ...(busy && waitMs !== null ? { retryAfterMs: waitMs } : {}),
  });
}

export function recordAnswer({ status, headers, body }: Answer): RecordAnswer {
  const waitMs = retryAfterMs(headers.get('retry-after'), Date.now());
  return { status, reason: reasonIn(body), retryAfterMs: waitMs };
}

/** No request of the connector may be sent for `waitMs`; `last` is what the system said when it throttled this very request. */
export function pausedFailure(
  waitMs: number,
  side: Side,
  where: string,
  last: Failure | null,
): Failure {
  if (last?.retryAfterMs !== undefined) return last;
  const seconds = Math.ceil(waitMs / 1000);
  return new Failure(codes[side].throttled, {
    message: `${last?.message ?? where}: not sent, because the system asked for a pause of another ${seconds} s.`,
    retryAfterMs: Math.ceil(waitMs),
  });
}

/** A request that got no answer. */
export function connectionFailure(error: unknown, side: Side, where: string): Failure {
  if (error instanceof Failure) return error;
  const timedOut = error instanceof Error && error.name === 'TimeoutError';
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (cause instanceof Failure) return cause;
  const reason = timedOut ? TOO_SLOW : reasonOfError(cause);
  return new Failure(codes[side].away, {
    message: `${where}: ${reason}`,
    cause: error,
    ...(timedOut ? { details: { timedOut } } : {}),
  });
}

/** What OpenSSL and Node say of TLS names files of their own, and flags of a command that nobody calls. */
function reasonOfError(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const { code = '' } = cause as NodeJS.ErrnoException;
  if (code === 'ERR_SSL_WRONG_VERSION_NUMBER')
    return 'no TLS is spoken there: write http:// or correct the port';
  if (UNTRUSTED.has(code))
    return `its certificate is not trusted (${code}): start the hub with NODE_EXTRA_CA_CERTS, a PEM file of its authority`;
  return reasonOf(cause);
}

export function refused(side: Side, message: string): Failure {
  return new Failure(codes[side].refused, { message });
}

/** The error text of the answer (RFC 9457, JSON:API, OData and the like), or else its whole body. */
export function reasonIn(body: string): string {
  try {
    const value: unknown = JSON.parse(body);
    if (!isJsonObject(value)) return body;
    const { error, message, detail, errors } = value;
    const first = Array.isArray(errors) && isJsonObject(errors[0]) ? errors[0] : {};
    const within = isJsonObject(error) ? error.message : undefined;
    // SAP writes { lang, value }.
    const spoken = isJsonObject(within) ? within.value : within;
    const told = [message, detail, error, spoken, first.detail, first.message].find(
      (one) => typeof one === 'string',
    );
    return typeof told === 'string' ? told : body;
  } catch {
    return body;
  }
}

function fail(code: FailureCode, answer: Answer, message: string): Failure {
  const waitMs = retryAfterMs(answer.headers.get('retry-after'), Date.now());
  return new Failure(code, {
    message: `${message} (HTTP ${answer.status}: ${shortened(reasonIn(answer.body), MAX_SHOWN)})`,
    details: { status: answer.status },
    ...(waitMs === null ? {} : { retryAfterMs: waitMs }),
  });
}
