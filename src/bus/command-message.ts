import type { JsMsg } from '@nats-io/jetstream';
import type { ActorKind, Action, Command, FailureCode } from '../domain/index.ts';
import { Failure, failureCatalogue, isJsonObject } from '../domain/index.ts';

/** Header with the inbox in which the caller waits for the outcome. */
export const REPLY_HEADER = 'Stellwerk-Reply';

const KINDS: readonly ActorKind[] = ['connector', 'stream', 'lane', 'import'];
const ACTIONS: readonly Action[] = ['pause', 'resume', 'sync', 'start', 'cancel'];

/**
 * Decodes a command from a message of the mailbox; the tick of a schedule becomes a `sync`.
 * @throws SyntaxError if it is neither
 */
export function decodeCommand(message: JsMsg): Command {
  const body: unknown = JSON.parse(message.string());
  if (!isJsonObject(body)) throw new SyntaxError('it is not a JSON object');
  if (message.headers?.has('Nats-Scheduler')) return tickCommand(body.stream, body.dueMs);
  const kind = KINDS.find((known) => known === body.kind);
  const action = ACTIONS.find((known) => known === body.action);
  const { id, name, requestedBy } = body;
  if (!kind || !action || !isText(id) || !isText(name) || !isText(requestedBy)) {
    throw new SyntaxError('a field of a command is missing or unknown');
  }
  return { id, kind, name, action, requestedBy };
}

/** The id is derived from the due time, so a tick that is delivered twice is one command. */
function tickCommand(stream: unknown, dueAtMs: unknown): Command {
  if (typeof stream !== 'string' || typeof dueAtMs !== 'number') {
    throw new SyntaxError('field stream or dueMs of a tick is missing');
  }
  const id = `tick/${stream}/${dueAtMs}`;
  return { id, kind: 'stream', name: stream, action: 'sync', requestedBy: 'schedule', dueAtMs };
}

/** An outcome in the form in which it is sent. */
interface Outcome {
  readonly ok: boolean;
  readonly code?: FailureCode;
  readonly message?: string;
  readonly retryAfterMs?: number | undefined;
}

/** @param failure null if the command was carried out */
export function encodeOutcome(failure: Failure | null): string {
  const outcome: Outcome =
    failure === null
      ? { ok: true }
      : {
          ok: false,
          code: failure.code,
          message: failure.message,
          retryAfterMs: failure.retryAfterMs,
        };
  return JSON.stringify(outcome);
}

/** @returns null if the command was carried out, else the reason; an unreadable answer becomes INTERNAL */
export function decodeOutcome(payload: string): Failure | null {
  try {
    const { ok, code, message, retryAfterMs } = JSON.parse(payload) as Partial<Outcome>;
    if (ok === true) return null;
    return new Failure(isFailureCode(code) ? code : 'INTERNAL', {
      message: message ?? 'The hub gave no reason.',
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    });
  } catch (error) {
    return new Failure('INTERNAL', { message: 'The answer is unreadable.', cause: error });
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isFailureCode(code: unknown): code is FailureCode {
  return typeof code === 'string' && Object.hasOwn(failureCatalogue, code);
}
