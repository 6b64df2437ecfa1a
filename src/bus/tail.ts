import type { LogRecord, Unit } from './frame.ts';

/** Maximum size of all tails of a hub, in characters or bytes of content. */
const MAX_SIZE = 32 * 1024 * 1024;
/** Approximate size of subject, object and position in addition to a record's content. */
const OVERHEAD = 200;
/** After this time records are dropped: no lane is close behind, and content is kept no longer than necessary. */
const KEPT_MS = 30_000;

/** Successive records that were stored together. */
export interface TailRun {
  readonly firstSeq: number;
  readonly storedAtMs: number;
  /** As `Unit.checkedBy`. */
  readonly checkedBy: string | null;
  /** At least one. */
  readonly records: readonly LogRecord[];
}

/** Records that were stored together, contiguous in the log. */
interface Chunk extends TailRun {
  readonly tail: Tail;
  readonly size: number;
}

/** A lane that reads the tail. Records that all followers have taken are dropped. */
export interface Follower {
  takenSeq: number;
}

/**
 * The newest records of each stream stored by this hub, for lanes that are close behind, so that the server need not
 * send them. Holds only fsynced records and may drop any of them at any time; a lane that does not find its position
 * here reads the log.
 */
export class Tails {
  readonly #tails = new Map<string, Tail>();
  /** Oldest first. */
  readonly #chunks = new Set<Chunk>();
  #size = 0;
  #sweep: NodeJS.Timeout | null = null;

  of(stream: string): Tail {
    const known = this.#tails.get(stream);
    if (known) return known;
    const tail = new Tail((chunk) => this.#drop(chunk));
    this.#tails.set(stream, tail);
    return tail;
  }

  /** Adds records of a stream that are stored, up to `lastSeq`. */
  stored(
    stream: string,
    { records, checkedBy }: Pick<Unit, 'records' | 'checkedBy'>,
    lastSeq: number,
  ): void {
    const tail = this.of(stream);
    const size = records.reduce((sum, record) => sum + record.size + OVERHEAD, 0);
    const firstSeq = lastSeq - records.length + 1;
    const chunk = { tail, firstSeq, storedAtMs: Date.now(), checkedBy, records, size };
    tail.add(chunk);
    this.#chunks.add(chunk);
    this.#size += size;
    for (const oldest of this.#chunks) {
      if (this.#size <= MAX_SIZE) break;
      oldest.tail.dropThrough(oldest);
    }
    this.#sweep ??= setTimeout(() => this.#forgetOld(), KEPT_MS).unref();
  }

  /** Drops the tail of a stream whose log was deleted. */
  forget(stream: string): void {
    this.#tails.get(stream)?.lose();
    this.#tails.delete(stream);
  }

  #drop(chunk: Chunk): void {
    if (this.#chunks.delete(chunk)) this.#size -= chunk.size;
  }

  #forgetOld(): void {
    const before = Date.now() - KEPT_MS;
    for (const chunk of this.#chunks) {
      if (chunk.storedAtMs > before) break;
      chunk.tail.dropThrough(chunk);
    }
    this.#sweep =
      this.#chunks.size > 0 ? setTimeout(() => this.#forgetOld(), KEPT_MS).unref() : null;
  }
}

/** The end of one stream's log. */
export class Tail {
  #chunks: Chunk[] = [];
  #endSeq: number | null = null;
  readonly #followers = new Set<Follower>();
  readonly #onDropped: (chunk: Chunk) => void;

  constructor(onDropped: (chunk: Chunk) => void) {
    this.#onDropped = onDropped;
  }

  /** Where the log ended after the newest batch; null if that is unknown. */
  get endSeq(): number | null {
    return this.#endSeq;
  }

  /** Whether everything that this hub stored behind this position is here. */
  reaches(seq: number): boolean {
    if (this.#endSeq === null || seq > this.#endSeq) return false;
    return seq >= (this.#chunks[0]?.firstSeq ?? this.#endSeq + 1) - 1;
  }

  /** Returns the records right behind a position that the tail reaches, in order; empty at its end. */
  take(behindSeq: number, limit: number): TailRun[] {
    const taken: TailRun[] = [];
    let left = limit;
    for (const { firstSeq, storedAtMs, checkedBy, records } of this.#chunks) {
      if (left === 0) break;
      const from = Math.max(0, behindSeq + 1 - firstSeq);
      const some = records.slice(from, from + left);
      if (some.length === 0) continue;
      taken.push({ firstSeq: firstSeq + from, storedAtMs, checkedBy, records: some });
      left -= some.length;
    }
    return taken;
  }

  /** Registers a follower. Records taken by all followers are dropped at their next `passed`. */
  follow(takenSeq: number): Follower {
    const follower = { takenSeq };
    this.#followers.add(follower);
    return follower;
  }

  leave(follower: Follower): void {
    this.#followers.delete(follower);
  }

  passed(follower: Follower, takenSeq: number): void {
    follower.takenSeq = takenSeq;
    let slowest = takenSeq;
    for (const one of this.#followers) slowest = Math.min(slowest, one.takenSeq);
    for (let [first] = this.#chunks; first && lastSeqOf(first) <= slowest; [first] = this.#chunks)
      this.dropThrough(first);
  }

  /** Drops everything, since the log may hold records that are missing here. */
  lose(): void {
    const last = this.#chunks.at(-1);
    if (last) this.dropThrough(last);
    this.#endSeq = null;
  }

  /** @internal For `Tails`. */
  add(chunk: Chunk): void {
    if (this.#endSeq !== chunk.firstSeq - 1) this.lose();
    this.#chunks.push(chunk);
    this.#endSeq = lastSeqOf(chunk);
  }

  /** Drops a chunk and those before it. @internal For `Tails`. */
  dropThrough(chunk: Chunk): void {
    const dropped = this.#chunks.splice(0, this.#chunks.indexOf(chunk) + 1);
    for (const one of dropped) this.#onDropped(one);
  }
}

function lastSeqOf({ firstSeq, records }: Chunk): number {
  return firstSeq + records.length - 1;
}
