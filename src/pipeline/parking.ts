import { DueQueue } from './due-queue.ts';
import type { ParkedExtent, Semantics } from './lane.ts';
import type { ParkedPlace } from './ports.ts';

/**
 * How a fresh record relates to the parked records of its key: it goes on, waits, or is superseded by a newer parked version.
 * `replaced` are the older ones that it takes the place of.
 */
export type Admission =
  | { readonly kind: 'go'; readonly replaced: readonly ParkedPlace[] }
  | { readonly kind: 'wait'; readonly replaced: readonly ParkedPlace[] }
  | { readonly kind: 'superseded' };

const GO: Admission = { kind: 'go', replaced: [] };

type Arrival = Pick<ParkedPlace, 'key' | 'version'>;

/**
 * The parked records of a lane in memory, without content. Loaded when a drain begins, and kept in step with every settlement.
 *
 * Each key has a queue in order of seq, and only the first of it can be due. So a later event never overtakes an earlier one that
 * waits for its retry, and other keys are not affected.
 */
export class Parking {
  readonly #lines = new Map<string, ParkedPlace[]>();
  readonly #due = new DueQueue<ParkedPlace>();
  readonly #pausedKeys: ReadonlySet<string>;
  /** Seqs of records that were removed; the batch that ended them is not settled yet. */
  readonly #unsettled = new Set<number>();
  #size = 0;

  constructor(parked: readonly ParkedPlace[], pausedKeys: Iterable<string>) {
    this.#pausedKeys = new Set(pausedKeys);
    for (const place of parked) this.#enter(place);
    for (const [first] of this.#lines.values()) if (first) this.#schedule(first);
  }

  get size(): number {
    return this.#size;
  }

  /** State: a newer version replaces the older ones. Events: all later events wait behind a parked one of the same key. */
  admit({ key, version }: Arrival, semantics: Semantics): Admission {
    if (this.#size === 0 && this.#pausedKeys.size === 0) return GO;
    const line = this.#lines.get(key) ?? [];
    const kind = this.#pausedKeys.has(key) ? 'wait' : 'go';
    if (semantics === 'event') return { kind: line.length > 0 ? 'wait' : kind, replaced: [] };
    if (line.some((place) => place.version > version)) return { kind: 'superseded' };
    return { kind, replaced: [...line] };
  }

  /** Parks a record, or puts one that was tried back in its place with a new due time. */
  park(place: ParkedPlace): void {
    this.#leave(place);
    const line = this.#enter(place);
    if (line[0] === place) this.#schedule(place);
  }

  /** Removes a parked record that has come to an end. The next of its key becomes due. */
  remove(place: Pick<ParkedPlace, 'key' | 'seq'>): void {
    this.forget(place);
    this.#unsettled.add(place.seq);
  }

  /** Notes that the end of removed records is stored. */
  settle(removed: readonly { readonly seq: number }[]): void {
    for (const { seq } of removed) this.#unsettled.delete(seq);
  }

  /** Removes a parked record that the ledger no longer holds. */
  forget(place: Pick<ParkedPlace, 'key' | 'seq'>): void {
    const wasFirst = this.#lines.get(place.key)?.[0]?.seq === place.seq;
    this.#leave(place);
    const next = this.#lines.get(place.key)?.[0];
    if (wasFirst && next) this.#schedule(next);
  }

  /** Returns records that are due, at most one per key. They stay parked until `park` or `remove` is called for them. */
  takeDue(nowMs: number, limit: number): ParkedPlace[] {
    const taken: ParkedPlace[] = [];
    while (taken.length < limit && (this.dueAtMs() ?? Infinity) <= nowMs) {
      const due = this.#due.pop();
      if (due) taken.push(due.value);
    }
    return taken;
  }

  /** Returns when the next record is due; null when none is scheduled. */
  dueAtMs(): number | null {
    // Skips entries that were removed or rescheduled since they were queued; searching the heap for them would cost more.
    for (let next = this.#due.peek(); next; next = this.#due.peek()) {
      if (this.#lines.get(next.value.key)?.[0] === next.value) return next.atMs;
      this.#due.pop();
    }
    return null;
  }

  /** Counts removed records until `settle` is called for them: a crash would bring them back. */
  extent(): ParkedExtent {
    let oldestAtMs: number | null = null;
    let paused = 0;
    for (const [key, line] of this.#lines) {
      if (this.#pausedKeys.has(key)) paused += line.length;
      for (const { storedAtMs } of line) {
        if (oldestAtMs === null || storedAtMs < oldestAtMs) oldestAtMs = storedAtMs;
      }
    }
    return { records: this.#size + this.#unsettled.size, paused, oldestAtMs };
  }

  #enter(place: ParkedPlace): ParkedPlace[] {
    const line = this.#lines.get(place.key) ?? [];
    if (line.length === 0) this.#lines.set(place.key, line);
    line.splice(indexOf(line, place.seq), 0, place);
    this.#size++;
    return line;
  }

  #leave({ key, seq }: Pick<ParkedPlace, 'key' | 'seq'>): void {
    const line = this.#lines.get(key) ?? [];
    const index = indexOf(line, seq);
    if (line[index]?.seq !== seq) return;
    line.splice(index, 1);
    this.#size--;
    if (line.length === 0) this.#lines.delete(key);
  }

  /** The first of a queue without a due time has waited for those before it, so it is due at once. */
  #schedule(place: ParkedPlace): void {
    if (!this.#pausedKeys.has(place.key)) this.#due.push(place.dueAtMs ?? 0, place);
  }
}

/** Returns the index of a seq in its queue, or where to insert it. A binary search: the queue of a paused key may be long. */
function indexOf(line: readonly ParkedPlace[], seq: number): number {
  let low = 0;
  for (let high = line.length; low < high;) {
    const middle = (low + high) >>> 1;
    if ((line[middle] as ParkedPlace).seq < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}
