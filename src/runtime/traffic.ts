import type { Priority } from '../domain/index.ts';
import { isMoreUrgent, priorities } from '../domain/index.ts';

/** Records on a lane's path at once while no more urgent work is active. */
const FULL_BATCH = 1000;
/** The same while more urgent work is active, which waits for the event loop and the database as long as one batch uses them. */
const SMALL_BATCH = 500;
/** More urgent work counts as active for this long after its last batch. */
const LINGER_MS = 1_000;

/** A lane whose priority is asked for. */
export interface Party {
  readonly name: string;
  readonly stream: string;
  readonly priority: Priority;
}

/** Tracks which priorities are active now, so that less urgent work makes room. */
export class Traffic {
  readonly #lastAtMs: Record<Priority, number> = {
    high: -Infinity,
    normal: -Infinity,
    low: -Infinity,
  };
  /** Up to where imports have stored, by stream. */
  readonly #importedSeq = new Map<string, number>();
  /** Batches of imports that are being stored, by stream. */
  readonly #importing = new Map<string, number>();
  readonly #settledBy: (lane: string) => number;

  constructor(settledBy: (lane: string) => number) {
    this.#settledBy = settledBy;
  }

  /**
   * Marks that an import is storing: a lane may take the records before their position is known.
   * @returns a function that ends it
   */
  importing(stream: string): () => void {
    this.#importing.set(stream, (this.#importing.get(stream) ?? 0) + 1);
    return () => void this.#importing.set(stream, (this.#importing.get(stream) ?? 1) - 1);
  }

  /** Records that an import stored up to this position have low priority on every lane that has not settled it. */
  imported(stream: string, seq: number): void {
    this.#importedSeq.set(stream, Math.max(seq, this.#importedSeq.get(stream) ?? 0));
  }

  /** Forgets the import positions of a stream, since its log may be a new one. */
  begun(stream: string): void {
    this.#importedSeq.delete(stream);
  }

  /** Returns the present priority of a lane. */
  priorityOf({ name, stream, priority }: Party): Priority {
    const importedSeq = this.#importedSeq.get(stream) ?? 0;
    const isImporting = (this.#importing.get(stream) ?? 0) > 0;
    return isImporting || this.#settledBy(name) < importedSeq ? 'low' : priority;
  }

  /** Records that a batch of this priority has started or has passed. */
  passed(priority: Priority, nowMs = performance.now()): void {
    this.#lastAtMs[priority] = nowMs;
  }

  /** Whether more urgent work than this is active. */
  isBusyAbove(priority: Priority, nowMs = performance.now()): boolean {
    return priorities.some(
      (other) => isMoreUrgent(other, priority) && nowMs - this.#lastAtMs[other] < LINGER_MS,
    );
  }

  /** Returns how many records work of this priority takes at once. */
  batchSize(priority: Priority, nowMs = performance.now()): number {
    return this.isBusyAbove(priority, nowMs) ? SMALL_BATCH : FULL_BATCH;
  }
}
