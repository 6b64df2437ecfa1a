import { setTimeout as wait } from 'node:timers/promises';
import { eitherSignal } from '../domain/index.ts';

/** After waiting this long in total for a lane, its speed is judged. */
const PATIENCE_MS = 2_000;
/** Slower lanes are not waited for: a slow target never delays another. */
const MIN_ROWS_PER_SECOND = 1_000;

export interface PaceParts {
  /** Maximum number of rows that a lane may have before it now. */
  readonly maxAhead: () => number;
  /** Where the log ends, or will end once everything in flight is stored. */
  readonly end: () => number;
  /** The present position of each lane of the stream. */
  readonly lanes: () => readonly { readonly name: string; readonly settledSeq: number }[];
  /** Calls back when a lane has moved. @returns a function that ends it */
  readonly subscribe: (listener: () => void) => () => void;
  /** How long to wait for a lane before it is judged. Default 2 s. */
  readonly patienceMs?: number;
}

interface Waited {
  ms: number;
  rows: number;
  /** It was too slow, and is not waited for until it has caught up. */
  isLeft: boolean;
}

/**
 * Slows a bulk writer down to the speed of the stream's lanes: then these read from memory, and a change in the stream
 * meanwhile has a few thousand rows before it instead of a million. A stopped or slow lane costs two seconds once; then
 * it is not waited for until it has caught up.
 */
export class Pace {
  readonly #parts: PaceParts;
  readonly #patienceMs: number;
  readonly #waited = new Map<string, Waited>();

  constructor(parts: PaceParts) {
    this.#parts = parts;
    this.#patienceMs = parts.patienceMs ?? PATIENCE_MS;
  }

  /** Waits until more may be stored, or the signal aborts. */
  async room(signal: AbortSignal): Promise<void> {
    for (let full = this.#full(); full.length > 0 && !signal.aborted; full = this.#full())
      await this.#waitFor(full, signal);
  }

  /** Returns the lanes that have enough rows before them and are waited for. */
  #full(): readonly string[] {
    const { lanes, end, maxAhead } = this.#parts;
    return lanes().flatMap(({ name, settledSeq }) => {
      const isFull = end() - settledSeq > maxAhead();
      const waited = this.#waitedFor(name);
      if (!isFull) waited.isLeft = false;
      return isFull && !waited.isLeft ? [name] : [];
    });
  }

  async #waitFor(names: readonly string[], signal: AbortSignal): Promise<void> {
    const before = this.#positions();
    const startedAt = performance.now();
    await this.#change(signal);
    const ms = performance.now() - startedAt;
    const after = this.#positions();
    for (const name of names) {
      const waited = this.#waitedFor(name);
      waited.ms += ms;
      waited.rows += (after.get(name) ?? 0) - (before.get(name) ?? 0);
      if (waited.ms < this.#patienceMs) continue;
      const isLeft = waited.rows < (waited.ms / 1000) * MIN_ROWS_PER_SECOND;
      this.#waited.set(name, { ms: 0, rows: 0, isLeft });
    }
  }

  async #change(signal: AbortSignal): Promise<void> {
    const over = new AbortController();
    const unsubscribe = this.#parts.subscribe(() => over.abort());
    try {
      using either = eitherSignal(signal, over.signal);
      await wait(this.#patienceMs, undefined, either).catch(() => undefined);
    } finally {
      unsubscribe();
    }
  }

  #positions(): ReadonlyMap<string, number> {
    return new Map(this.#parts.lanes().map(({ name, settledSeq }) => [name, settledSeq]));
  }

  #waitedFor(name: string): Waited {
    const waited = this.#waited.get(name) ?? { ms: 0, rows: 0, isLeft: false };
    this.#waited.set(name, waited);
    return waited;
  }
}
