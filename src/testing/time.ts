import { setTimeout as wait } from 'node:timers/promises';
import { broken } from './check.ts';

/** How soon a call must end after its signal aborts. Generous, since a busy machine is no fault of the connector. */
const GIVES_UP_MS = 5_000;
/** How long any call may take: longer than the time limits that connectors usually have. */
const PATIENCE_MS = 60_000;
/** Waits before a call is repeated: a system that was away a moment ago may have to be connected to again. */
const REPEATED_AFTER_MS = [100, 300, 1_000, 3_000];

export type Ended<Result> =
  | { readonly kind: 'returned'; readonly result: Result }
  | { readonly kind: 'threw'; readonly error: unknown };

/** Waits for a call, and says how it ended. @throws when it does not end in time */
export async function ended<Result>(
  what: string,
  call: () => Promise<Result>,
  limitMs = PATIENCE_MS,
): Promise<Ended<Result>> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error('late')), limitMs);
  const settled = Promise.resolve()
    .then(call)
    .then(
      (result): Ended<Result> => ({ kind: 'returned', result }),
      (error: unknown): Ended<Result> => ({ kind: 'threw', error }),
    );
  try {
    return await Promise.race([settled, late]);
  } catch {
    return broken(`${what} had not ended after ${limitMs / 1000} s.`);
  } finally {
    clearTimeout(timer);
  }
}

/** Begins a call, aborts its signal after the given time, and waits until the call has given up, or had ended before. */
export async function interrupted<Result>(
  what: string,
  call: (signal: AbortSignal) => Promise<Result>,
  afterMs = 0,
): Promise<Ended<Result>> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(new Error('The hub stops.')), afterMs);
  try {
    return await ended(
      `${what}, whose signal had aborted after ${afterMs} ms,`,
      () => call(stop.signal),
      afterMs + GIVES_UP_MS,
    );
  } finally {
    clearTimeout(timer);
  }
}

/** Repeats a call while it fails for a passing reason, at most a few times. */
export async function persisted<Result>(
  call: () => Promise<Result>,
  failsForNow: (result: Result) => boolean,
): Promise<Result> {
  let result = await call();
  for (const afterMs of REPEATED_AFTER_MS) {
    if (!failsForNow(result)) break;
    await wait(afterMs);
    result = await call();
  }
  return result;
}

/** A signal that has aborted already. */
export function aborted(): AbortSignal {
  return AbortSignal.abort(new Error('The hub stops.'));
}

/** The signal of a call that nobody interrupts. It never outlives the process. */
export function calm(): AbortSignal {
  return new AbortController().signal;
}
