import { JetStreamApiError } from '@nats-io/jetstream';
import { TimeoutError } from '@nats-io/transport-node';
import { Failure } from '../domain/index.ts';

/** JetStream's error codes (`err_code`) for "the limits of the stream are reached". */
const LIMIT_CODES: ReadonlySet<number> = new Set([10047, 10077, 10054, 10023]);
/** "wrong last sequence": another writer has written, or an earlier batch in flight was refused. */
export const WRONG_LAST_SEQUENCE: ReadonlySet<number> = new Set([10071, 10164]);

/**
 * Error codes of a server whose disk or quota is full: "insufficient resources", "storage resources exceeded", and
 * "batch is incomplete" if a batch could not be staged. 10077 is not among them: a stream that has reached its own
 * limits says nothing about the disk.
 */
const NO_ROOM_CODES: ReadonlySet<number> = new Set([10023, 10047, 10176]);

const CONSUMER_NOT_FOUND = 10014;
const CONSUMER_EXISTS = 10148;
const STREAM_NOT_FOUND = 10059;

export function isConsumerNotFound(thrown: unknown): boolean {
  return thrown instanceof JetStreamApiError && thrown.code === CONSUMER_NOT_FOUND;
}

/** Whether a consumer could not be created because one of its name exists with other settings. */
export function isConsumerExists(thrown: unknown): boolean {
  return thrown instanceof JetStreamApiError && thrown.code === CONSUMER_EXISTS;
}

export function isStreamNotFound(thrown: unknown): boolean {
  return thrown instanceof JetStreamApiError && thrown.code === STREAM_NOT_FOUND;
}

/** Whether a publish may have failed for lack of disk space. A stream with a broken store does not answer at all. */
export function mayLackRoom(thrown: unknown): boolean {
  if (thrown instanceof TimeoutError) return true;
  return thrown instanceof Failure && NO_ROOM_CODES.has(Number(thrown.details.natsErrorCode));
}

/** A refusal by the JetStream API, as opposed to no answer. */
export interface ApiRefusal {
  readonly err_code: number;
  readonly description: string;
}

/**
 * Converts an error of the client into STREAM_FULL or BUS_UNAVAILABLE.
 * @param action what the hub tried, as an infinitive
 */
export function busFailure(thrown: unknown, action: string): Failure {
  if (thrown instanceof Failure) return thrown;
  if (thrown instanceof Error && thrown.name === 'AbortError') return Failure.from(thrown);
  if (thrown instanceof JetStreamApiError) {
    return refusalFailure({ err_code: thrown.code, description: thrown.message }, action, thrown);
  }
  const reason = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  return new Failure('BUS_UNAVAILABLE', {
    message: `Could not ${action}: ${reason}. The hub tries again by itself.`,
    cause: thrown,
  });
}

export function refusalFailure(refusal: ApiRefusal, action: string, cause?: unknown): Failure {
  const full = LIMIT_CODES.has(refusal.err_code);
  return new Failure(full ? 'STREAM_FULL' : 'BUS_UNAVAILABLE', {
    message: `Could not ${action}: ${refusal.description}.`,
    details: { natsErrorCode: refusal.err_code },
    cause,
  });
}
