import { setTimeout } from 'node:timers/promises';
import type { Source } from '../connector-api/index.ts';
import type { Cursor } from '../domain/index.ts';
import { Failure } from '../domain/index.ts';
import type { Logger } from './log.ts';

/** After a failed wait the stream is read anyway, but not sooner than this. */
const AFTER_FAILURE_MS = 5_000;

/**
 * Shortest time between runs started by changes: on a busy source each run takes many changes, and a single change does
 * not wait.
 */
const RUNS_APART_MS = 100;

export interface ChangeWatch {
  /** Called when a run ended well with this cursor: waits for changes behind it. Does nothing for a source that cannot wait. */
  begin(cursor: Cursor | null): void;
  /** Called when a run begins: nothing is awaited until it has ended. */
  rest(): void;
  /** The stream stops for good; resolves when no wait is in progress any more. */
  end(): Promise<void>;
}

export interface WatchParts {
  readonly stream: string;
  readonly source: Pick<Source, 'untilChanged'>;
  /** Orders a run. */
  readonly wake: () => Promise<void>;
  readonly log: Logger;
}

/**
 * Reads a stream as soon as its source reports a change. It waits only between successful runs: so a stream that is
 * paused, held or failing is woken at most once, and its own states decide what follows. A failed wait orders a run
 * too; that run then fails with the actual reason, and the circuit handles it from there.
 */
export function watchChanges(parts: WatchParts): ChangeWatch {
  return parts.source.untilChanged ? watch(parts) : blind;
}

const blind: ChangeWatch = {
  begin: () => undefined,
  rest: () => undefined,
  end: () => Promise.resolve(),
};

function watch({ stream, source, wake, log }: WatchParts): ChangeWatch {
  /**
   * Null while there is no wait: aborting a controller creates an error with its stack, and ten thousand idle streams
   * would keep one each.
   */
  let stop: AbortController | null = null;
  let waiting = Promise.resolve();
  let ended = false;
  let lastRunAtMs = -Infinity;

  async function wait(cursor: Cursor | null, signal: AbortSignal): Promise<void> {
    try {
      await source.untilChanged?.({ cursor, signal });
      const apartMs = lastRunAtMs + RUNS_APART_MS - performance.now();
      if (apartMs > 0) await setTimeout(apartMs, undefined, { signal, ref: false });
    } catch (error) {
      if (signal.aborted) return;
      log.warn({ stream, err: Failure.from(error) }, 'could not wait for changes');
      await setTimeout(AFTER_FAILURE_MS, undefined, { signal, ref: false }).catch(() => undefined);
    }
    if (signal.aborted) return;
    await wake().catch((error: unknown) => {
      if (!signal.aborted)
        log.warn(
          { stream, err: error },
          'the source reported a change, but no run could be ordered',
        );
    });
  }

  function cease(): void {
    stop?.abort();
    stop = null;
  }

  return {
    begin(cursor) {
      if (ended) return;
      cease();
      stop = new AbortController();
      const { signal } = stop;
      // Never two waits at once.
      waiting = waiting.then(() => wait(cursor, signal));
    },
    rest() {
      lastRunAtMs = performance.now();
      cease();
    },
    async end() {
      ended = true;
      cease();
      await waiting;
    },
  };
}
