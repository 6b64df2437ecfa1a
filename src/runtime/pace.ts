import { setTimeout as wait } from 'node:timers/promises';

/** A lane that was waited for so long in all has to show that it is worth it. */
const PATIENCE_MS = 2_000;
/** Slower lanes are not waited for: a slow target never holds up another. */
const MIN_ROWS_PER_SECOND = 1_000;

export interface PaceParts {
  /** Rows that a lane may have before it now, at most. */
  readonly maxAhead: () => number;
  /** Where the log ends, or will once all that is on its way there is stored. */
  readonly end: () => number;
  /** Where each lane of the stream stands now. */
  readonly lanes: () => readonly { readonly name: string; readonly settledSeq: number }[];
  /** Calls back when a lane has moved. @returns what ends it */
  readonly subscribe: (listener: () => void) => () => void;
  /** How long a lane is waited for before it is judged. Default 2 s. */
  readonly patienceMs?: number;
}

interface Waited {
  ms: number;
  rows: number;
  /** It was too slow to be waited for, and is not until it has caught up. */
  isLeft: boolean;
}

/**
 * Lets who stores much store no faster than the stream's lanes take it: then these read it from memory, and what changes in the
 * stream meanwhile has a few thousand rows before it and not a million. A lane that stands still or is slow costs two seconds
 * once; then it is waited for no more until it has caught up.
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

  /** The lanes that have enough before them and are waited for. */
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
      const either = AbortSignal.any([signal, over.signal]);
      await wait(this.#patienceMs, undefined, { signal: either }).catch(() => undefined);
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
