import type { BulkLog, PreparedBatch } from '../../pipeline/index.ts';
import type { PaceParts } from '../pace.ts';
import { Pace } from '../pace.ts';
import type { Traffic } from '../traffic.ts';

/**
 * An import stores its next batch (of 1,000) when no lane has more rows than this before it: a change in the stream
 * meanwhile waits behind at most 3,000 rows, about 0.2 s.
 */
const MAX_AHEAD = 2_000;
/**
 * When more urgent streams are busy, it stores a batch only once everything before it is settled, so that they find the
 * log and the disk idle in between.
 */
const MAX_AHEAD_OF_OTHERS = 0;

export interface ImportPaceParts extends Omit<PaceParts, 'maxAhead' | 'end'> {
  readonly stream: string;
  readonly log: BulkLog;
  readonly traffic: Traffic;
}

/** Keeps an import's batches only slightly ahead of the stream's lanes. */
export class ImportPace {
  readonly #parts: ImportPaceParts;
  readonly #pace: Pace;
  #lastSeq = 0;
  #underWay = 0;

  constructor(parts: ImportPaceParts) {
    this.#parts = parts;
    const end = () => this.#lastSeq + this.#underWay;
    const maxAhead = () => (parts.traffic.isBusyAbove('low') ? MAX_AHEAD_OF_OTHERS : MAX_AHEAD);
    this.#pace = new Pace({ ...parts, maxAhead, end });
  }

  /** The log that the import must write to. */
  get log(): BulkLog {
    const { log } = this.#parts;
    return {
      maxRecordBytes: () => log.maxRecordBytes(),
      lastMark: (importId, behindSeq, signal) => log.lastMark(importId, behindSeq, signal),
      lastSeq: () => log.lastSeq(),
      appendPrepared: (batch) => this.#append(batch),
    };
  }

  /** Waits until the import may store another batch, or the signal aborts. */
  room(signal: AbortSignal): Promise<void> {
    return this.#pace.room(signal);
  }

  async #append(batch: PreparedBatch): Promise<number> {
    const { log, traffic, stream } = this.#parts;
    const rows = batch.until - batch.from;
    this.#underWay += rows;
    const stored = traffic.importing(stream);
    try {
      const seq = await log.appendPrepared(batch);
      this.#lastSeq = Math.max(this.#lastSeq, seq);
      traffic.imported(stream, seq);
      return seq;
    } finally {
      stored();
      this.#underWay -= rows;
    }
  }
}
