import { setTimeout } from 'node:timers/promises';
import type { StreamStatus } from '../domain/index.ts';
import { Failure } from '../domain/index.ts';
import { appendTraced, keysStored } from '../pipeline/index.ts';
import type { Store } from '../store/index.ts';
import type { Logger } from './log.ts';
import type { StatusBoard } from './status-board.ts';
import { noArrivals } from './board-facts.ts';
import type { StreamAtWork } from './stream-effects.ts';

/** Things of one fetch. */
const BATCH = 100;
/** How long hints at the same things may meet before they are followed. */
const COALESCE_MS = 200;
/** Hints that were noted in vain, since the process was killed or a stream was paused, are looked for so often. */
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
 * Follows what systems hint at: reads the things as they are now and puts them into the log, then forgets the hints. Hints at one
 * key are one row, so a hundred of them cost one fetch. A crash in between fetches again. Hints of a paused stream wait.
 */
export class HintFollower {
  readonly #parts: HintParts;
  readonly #busy = new Map<string, Promise<void>>();
  readonly #troubles = new Map<string, Trouble>();
  /** Somebody has hinted since the hints were looked for. */
  #isWoken = false;
  #wake: (() => void) | null = null;

  constructor(parts: HintParts) {
    this.#parts = parts;
  }

  /** There are hints. */
  wake(): void {
    this.#isWoken = true;
    this.#wake?.();
  }

  /** Works until the signal aborts; what is under way then is given up. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.#isWoken = false;
      try {
        for (const stream of await this.#parts.store.arrivals.streamsWithHints()) {
          this.#follow(stream, signal);
        }
      } catch (error) {
        this.#parts.log.warn({ err: error }, 'hints are out of reach, trying again');
      }
      await this.#pause(signal);
    }
    await Promise.all(this.#busy.values());
  }

  /** Until somebody hints, but a moment at least. */
  async #pause(signal: AbortSignal): Promise<void> {
    const woken = new AbortController();
    this.#wake = () => woken.abort();
    if (this.#isWoken) woken.abort();
    const either = AbortSignal.any([signal, woken.signal]);
    await setTimeout(LOOK_MS, undefined, { signal: either }).catch(() => undefined);
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
        // What was hinted at meanwhile was passed over, since the stream was busy.
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
    this.#parts.log.warn({ err: failure, stream }, 'what was hinted at could not be fetched');
  }
}
