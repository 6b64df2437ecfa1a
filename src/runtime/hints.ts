import { setTimeout } from 'node:timers/promises';
import type { StreamStatus } from '../domain/index.ts';
import { eitherSignal, Failure } from '../domain/index.ts';
import { appendTraced, keysStored } from '../pipeline/index.ts';
import type { Store } from '../store/index.ts';
import type { Logger } from './log.ts';
import type { StatusBoard } from './status-board.ts';
import { noArrivals } from './board-facts.ts';
import type { StreamAtWork } from './stream-effects.ts';

/** Keys per fetch. */
const BATCH = 100;
/** How long hints at the same keys are collected before they are followed. */
const COALESCE_MS = 200;
/** How often to look for hints that were left over because the process was killed or a stream was paused. */
const LOOK_MS = 5_000;
const MAX_WAIT_MS = 60_000;

export interface HintParts {
  readonly store: Store;
  readonly log: Logger;
  readonly board: StatusBoard;
  readonly streams: ReadonlyMap<string, StreamAtWork>;
  readonly stateOf: (stream: string) => StreamStatus['state'];
}

interface Trouble {
  readonly waitMs: number;
  readonly untilMs: number;
}

/**
 * Follows hints of systems: reads the named records in their present state, puts them into the log, then deletes the
 * hints. All hints at one key are one row, so a hundred of them cost one fetch. A crash in between fetches again. Hints
 * of a paused stream wait.
 */
export class HintFollower {
  readonly #parts: HintParts;
  readonly #busy = new Map<string, Promise<void>>();
  readonly #troubles = new Map<string, Trouble>();
  /** Whether a hint arrived since the last look. */
  #isWoken = false;
  #wake: (() => void) | null = null;

  constructor(parts: HintParts) {
    this.#parts = parts;
  }

  /** Called when there are hints. */
  wake(): void {
    this.#isWoken = true;
    this.#wake?.();
  }

  /** Works until the signal aborts; then it abandons what is in progress. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.#isWoken = false;
      try {
        for (const stream of await this.#parts.store.arrivals.streamsWithHints()) {
          this.#follow(stream, signal);
        }
      } catch (error) {
        this.#parts.log.warn({ err: error }, 'hints could not be read; trying again');
      }
      await this.#pause(signal);
    }
    await Promise.all(this.#busy.values());
  }

  /** Waits until a hint arrives, but at least a moment. */
  async #pause(signal: AbortSignal): Promise<void> {
    const woken = new AbortController();
    this.#wake = () => woken.abort();
    if (this.#isWoken) woken.abort();
    using either = eitherSignal(signal, woken.signal);
    await setTimeout(LOOK_MS, undefined, either).catch(() => undefined);
    this.#wake = null;
    await setTimeout(COALESCE_MS, undefined, { signal }).catch(() => undefined);
  }

  #follow(name: string, signal: AbortSignal): void {
    const stream = this.#parts.streams.get(name);
    const waits = (this.#troubles.get(name)?.untilMs ?? 0) > Date.now();
    if (!stream?.fetch || this.#busy.has(name) || waits || !this.#mayRead(name)) return;
    const work = this.#fetchAll(stream, signal)
      .then(() => {
        this.#troubles.delete(name);
        // Hints that arrived meanwhile were skipped, since the stream was busy.
        this.wake();
      })
      .catch((error: unknown) =>
        this.#note(name, Failure.from(error, 'SOURCE_UNAVAILABLE'), signal),
      )
      .finally(() => this.#busy.delete(name));
    this.#busy.set(name, work);
  }

  #mayRead(name: string): boolean {
    const state = this.#parts.stateOf(name);
    return state !== 'paused' && state !== 'failed' && state !== 'held';
  }

  async #fetchAll(
    { plan, fetch, log, arrivals, tracing, rejectedRows }: StreamAtWork,
    signal: AbortSignal,
  ): Promise<void> {
    const { store, board } = this.#parts;
    for (;;) {
      const hints = await store.arrivals.hints(plan.name, BATCH);
      if (hints.length === 0 || !fetch) return;
      const keys = hints.map(({ key }) => key);
      const startedAtMs = Date.now();
      const { records, rejected } = await fetch({ keys, signal });
      const reading = { startedAtMs, endedAtMs: Date.now() };
      const tooLarge = await appendTraced(
        { stream: plan.name, tracing },
        records,
        reading,
        (traced) => log.append(traced, signal),
      );
      await rejectedRows.heal(() => keysStored(records, tooLarge));
      await arrivals().reject([...rejected, ...tooLarge]);
      board.arrived(plan.name, noArrivals);
      await store.arrivals.hintsFollowed(plan.name, hints);
      if (hints.length < BATCH || !this.#mayRead(plan.name)) return;
    }
  }

  #note(stream: string, failure: Failure, signal: AbortSignal): void {
    if (signal.aborted) return;
    const { waitMs } = this.#troubles.get(stream) ?? { waitMs: 500 };
    const next = Math.min(waitMs * 2, MAX_WAIT_MS);
    this.#troubles.set(stream, {
      waitMs: next,
      untilMs: Date.now() + (failure.retryAfterMs ?? next),
    });
    this.#parts.log.warn(
      { err: failure, stream },
      'the records that hints name could not be fetched',
    );
  }
}
