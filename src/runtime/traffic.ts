import type { Priority } from '../domain/index.ts';
import { isMoreUrgent, priorities } from '../domain/index.ts';

/** Records on a lane's path at once while nobody more urgent is at work. */
const FULL_BATCH = 1000;
/** The same beside more urgent ones, who wait for the event loop and the database as long as one batch takes those. */
const SMALL_BATCH = 500;
/** More urgent ones count as at work for so long after their last batch. */
const LINGER_MS = 1_000;

/** Whose priority is asked for. */
export interface Party {
  readonly name: string;
  readonly stream: string;
  readonly priority: Priority;
}

/** Who is at work now, so that what may wait makes room for what must not. */
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

  /** An import stores something: a lane may take it before the place is known. @returns what ends it */
  importing(stream: string): () => void {
    this.#importing.set(stream, (this.#importing.get(stream) ?? 0) + 1);
    return () => void this.#importing.set(stream, (this.#importing.get(stream) ?? 1) - 1);
  }

  /** What an import stored up to this place is low on every lane until it is settled there. */
  imported(stream: string, seq: number): void {
    this.#importedSeq.set(stream, Math.max(seq, this.#importedSeq.get(stream) ?? 0));
  }

  /** The stream's log may be another. */
  begun(stream: string): void {
    this.#importedSeq.delete(stream);
  }

  /** The priority that a lane has now. */
  priorityOf({ name, stream, priority }: Party): Priority {
    const importedSeq = this.#importedSeq.get(stream) ?? 0;
    const isImporting = (this.#importing.get(stream) ?? 0) > 0;
    return isImporting || this.#settledBy(name) < importedSeq ? 'low' : priority;
  }

  /** A batch of this priority is on its path, or through. */
  passed(priority: Priority, nowMs = performance.now()): void {
    this.#lastAtMs[priority] = nowMs;
  }

  /** Whether somebody more urgent than this is at work. */
  isBusyAbove(priority: Priority, nowMs = performance.now()): boolean {
    return priorities.some(
      (other) => isMoreUrgent(other, priority) && nowMs - this.#lastAtMs[other] < LINGER_MS,
    );
  }

  /** How many records somebody of this priority takes at once. */
  batchSize(priority: Priority, nowMs = performance.now()): number {
    return this.isBusyAbove(priority, nowMs) ? SMALL_BATCH : FULL_BATCH;
  }
}
