import type { LogRecord, Unit } from './frame.ts';

/** What all tails of a hub may hold, characters or bytes of content. */
const MAX_SIZE = 32 * 1024 * 1024;
/** Subject, object and place beside a record's content, about. */
const OVERHEAD = 200;
/** Nobody came for it, so nobody is close behind any more; and content is kept no longer than it is needed. */
const KEPT_MS = 30_000;

/** Successive records that were stored as a whole. */
export interface TailRun {
  readonly firstSeq: number;
  readonly storedAtMs: number;
  /** As of the unit. */
  readonly checkedBy: string | null;
  /** At least one. */
  readonly records: readonly LogRecord[];
}

/** What was stored at once, contiguous in the log. */
interface Chunk extends TailRun {
  readonly tail: Tail;
  readonly size: number;
}

/** A lane that reads the tail. What all of them have taken is not kept. */
export interface Follower {
  takenSeq: number;
}

/**
 * What this hub stored last, per stream, for lanes that are right behind: they need not have it sent by the server. It holds
 * nothing that is not fsynced, and may forget anything at any time; whoever does not find a place here reads the log.
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

  /** Notes records of a stream that are stored, up to `lastSeq`. */
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

  /** The stream's log is gone. */
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

  /** Where the log ended after the newest batch; null when that is not known. */
  get endSeq(): number | null {
    return this.#endSeq;
  }

  /** Whether everything behind this place that this hub stored is here. */
  reaches(seq: number): boolean {
    if (this.#endSeq === null || seq > this.#endSeq) return false;
    return seq >= (this.#chunks[0]?.firstSeq ?? this.#endSeq + 1) - 1;
  }

  /** What stands right behind a place that it reaches, in order; none at its end. */
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

  /** What is taken by all followers is dropped with their next `passed`. */
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

  /** Something may be in the log that is not here. */
  lose(): void {
    const last = this.#chunks.at(-1);
    if (last) this.dropThrough(last);
    this.#endSeq = null;
  }

  /** @internal For the tails of a hub. */
  add(chunk: Chunk): void {
    if (this.#endSeq !== chunk.firstSeq - 1) this.lose();
    this.#chunks.push(chunk);
    this.#endSeq = lastSeqOf(chunk);
  }

  /** @internal For the tails of a hub: drops a chunk and those before it. */
  dropThrough(chunk: Chunk): void {
    const dropped = this.#chunks.splice(0, this.#chunks.indexOf(chunk) + 1);
    for (const one of dropped) this.#onDropped(one);
  }
}

function lastSeqOf({ firstSeq, records }: Chunk): number {
  return firstSeq + records.length - 1;
}
