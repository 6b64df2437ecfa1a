import { setTimeout } from 'node:timers/promises';
import type { Source } from '../connector-api/index.ts';
import type { Cursor } from '../domain/index.ts';
import { Failure } from '../domain/index.ts';
import type { Logger } from './log.ts';

/** After a wait that failed the stream is read all the same, but not faster than this. */
const AFTER_FAILURE_MS = 5_000;

/** Runs that changes order begin no more often: of a busy source each takes many, and one that comes alone does not wait. */
const RUNS_APART_MS = 100;

export interface ChangeWatch {
  /** A run ended well with this cursor: waits for what comes behind it. Does nothing for a source that cannot wait. */
  begin(cursor: Cursor | null): void;
  /** A run begins: there is nothing to wait for until it has ended. */
  rest(): void;
  /** The stream stops for good; resolves when nobody waits any more. */
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
 * Reads a stream as soon as its source tells of a change. It waits only between runs that went well: so a stream that is
 * paused, held or failing is woken once at most, and its own states decide what becomes of that. A wait that fails orders a run
 * too, which then tells by its own failure what is wrong, and the circuit takes it from there.
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
  /** Null while nobody waits: an abort makes an error with its stack, and ten thousand idle streams would keep one each. */
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
      if (!signal.aborted) log.warn({ stream, err: error }, 'a change was told, but not heeded');
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
      // Never two at once.
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
