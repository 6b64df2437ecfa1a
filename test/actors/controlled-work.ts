import { on, EventEmitter } from 'node:events';
import type { DrainOptions } from '../../actors/ports.ts';
import type { FailureCode } from '../../src/domain/index.ts';
import { Failure } from '../../src/domain/index.ts';

/** One call of an effect, which the test ends. */
export interface Call {
  readonly signal: AbortSignal;
  /** Whether it began as the trial of a circuit. */
  readonly trial: boolean;
  progressed(): void;
  finish(): void;
  fail(error: unknown): void;
}

export interface ControlledWork {
  /** The effect itself. */
  run(signal: AbortSignal, progressed?: () => void, options?: DrainOptions): Promise<void>;
  /** Waits for the next call that the test has not seen yet. */
  next(): Promise<Call>;
  /** Returns the newest call; null if it has ended. */
  latest(): Call | null;
  /** The number of calls so far. */
  readonly count: number;
}

/** Makes an effect whose calls are begun by the actor and ended by the test. With `obeys`, a call also ends when aborted. */
export function controlledWork({ obeys = true } = {}): ControlledWork {
  const calls = new EventEmitter();
  const seen = on(calls, 'call')[Symbol.asyncIterator]();
  let count = 0;
  let latest: Call | null = null;
  return {
    get count() {
      return count;
    },
    run(signal, progressed = () => undefined, { trial } = { trial: false }) {
      count += 1;
      const end = Promise.withResolvers<void>();
      if (obeys) signal.addEventListener('abort', () => end.reject(signal.reason as Error));
      const call: Call = { signal, trial, progressed, finish: end.resolve, fail: end.reject };
      latest = call;
      calls.emit('call', call);
      return end.promise.finally(() => {
        if (latest === call) latest = null;
      });
    },
    latest: () => latest,
    async next() {
      const result = (await seen.next()) as IteratorResult<[Call], void>;
      if (result.done) throw new Error('No more calls.');
      return result.value[0];
    },
  };
}

export function failure(code: FailureCode, retryAfterMs?: number): Failure {
  return new Failure(code, {
    message: `${code} for the test`,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}
