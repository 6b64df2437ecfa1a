import type { handleUnaryCall } from '@grpc/grpc-js';
import type { Caller as Admitted } from '../domain/index.ts';
import type { ServiceContext } from './context.ts';
import { failureOf, statusOf } from './failure-status.ts';

/** No order takes longer: the mailbox gives up earlier, at 35 s, with a more precise message. */
const CALL_LIMIT_MS = 60_000;

export interface Caller {
  /** Aborts when the caller cancels, its deadline passes, its connection breaks, or after a minute. */
  readonly signal: AbortSignal;
  /** Network address and port of the connection, for the log. */
  readonly peer: string;
  /** The caller, as admitted by the gate. */
  readonly who: Admitted;
}

/** Creates a unary handler: failures become statuses, and a caller who leaves aborts the work. */
export function unary<Request, Response>(
  { admissions, onDefect }: ServiceContext,
  answer: (request: Request, caller: Caller) => Response | Promise<Response>,
): handleUnaryCall<Request, Response> {
  return (call, callback) => {
    const end = new AbortController();
    const { signal } = end;
    call.on('cancelled', () => end.abort());
    // A separate timer, because that of AbortSignal.timeout would live for the whole minute: a gigabyte at 10,000 calls
    // a second.
    const timer = setTimeout(() => end.abort(timedOut()), CALL_LIMIT_MS).unref();
    const work = async () =>
      answer(call.request, { signal, peer: call.getPeer(), who: admissions.callerOf(call) });
    void work()
      .then(
        (response) => callback(null, response),
        (thrown: unknown) => {
          const failure = failureOf(thrown);
          if (failure.code === 'INTERNAL') onDefect(failure, call.getPath());
          callback(statusOf(failure));
        },
      )
      .finally(() => clearTimeout(timer));
  };
}

function timedOut(): DOMException {
  return new DOMException('The call took too long.', 'TimeoutError');
}
