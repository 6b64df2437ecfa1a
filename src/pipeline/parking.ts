import { DueQueue } from './due-queue.ts';
import type { ParkedExtent, Semantics } from './lane.ts';
import type { ParkedPlace } from './ports.ts';

/** What a fresh record meets of its key: nothing, something that it waits behind, or something that it replaces. */
export type Admission =
  | { readonly kind: 'go'; readonly replaced: readonly ParkedPlace[] }
  | { readonly kind: 'wait'; readonly replaced: readonly ParkedPlace[] }
  | { readonly kind: 'superseded' };

const GO: Admission = { kind: 'go', replaced: [] };

type Arrival = Pick<ParkedPlace, 'key' | 'version'>;

/**
 * What a lane has parked, in memory: places without content, loaded when its drain begins and kept in step with every settlement.
 *
 * Per key there is a line in order of seq, and only its first can be due. So a later event never overtakes an earlier one
 * that waits for its retry, and other keys do not notice.
 */
export class Parking {
  readonly #lines = new Map<string, ParkedPlace[]>();
  readonly #due = new DueQueue<ParkedPlace>();
  readonly #pausedKeys: ReadonlySet<string>;
  #size = 0;

  constructor(parked: readonly ParkedPlace[], pausedKeys: Iterable<string>) {
    this.#pausedKeys = new Set(pausedKeys);
    for (const place of parked) this.#enter(place);
    for (const [first] of this.#lines.values()) if (first) this.#schedule(first);
  }

  get size(): number {
    return this.#size;
  }

  /** State: the newer version replaces the older. Events: behind one that is parked all others of its key wait. */
  admit({ key, version }: Arrival, semantics: Semantics): Admission {
    if (this.#size === 0 && this.#pausedKeys.size === 0) return GO;
    const line = this.#lines.get(key) ?? [];
    const kind = this.#pausedKeys.has(key) ? 'wait' : 'go';
    if (semantics === 'event') return { kind: line.length > 0 ? 'wait' : kind, replaced: [] };
    if (line.some((place) => place.version > version)) return { kind: 'superseded' };
    return { kind, replaced: [...line] };
  }

  /** Sets a record aside, or puts one that was tried back in its place with a new time. */
  park(place: ParkedPlace): void {
    this.#leave(place);
    const line = this.#enter(place);
    if (line[0] === place) this.#schedule(place);
  }

  /** A parked record has come to its end; the next of its key is due. */
  remove(place: Pick<ParkedPlace, 'key' | 'seq'>): void {
    const wasFirst = this.#lines.get(place.key)?.[0]?.seq === place.seq;
    this.#leave(place);
    const next = this.#lines.get(place.key)?.[0];
    if (wasFirst && next) this.#schedule(next);
  }

  /** Those whose time has come, at most one per key. They stay parked until `park` or `remove` says otherwise. */
  takeDue(nowMs: number, limit: number): ParkedPlace[] {
    const taken: ParkedPlace[] = [];
    while (taken.length < limit && (this.dueAtMs() ?? Infinity) <= nowMs) {
      const due = this.#due.pop();
      if (due) taken.push(due.value);
    }
    return taken;
  }

  /** When the next is due; null when none is. */
  dueAtMs(): number | null {
    // What was taken out or given another time since it was queued is passed over here instead of being searched for there.
    for (let next = this.#due.peek(); next; next = this.#due.peek()) {
      if (this.#lines.get(next.value.key)?.[0] === next.value) return next.atMs;
      this.#due.pop();
    }
    return null;
  }

  extent(): ParkedExtent {
    let oldestAtMs: number | null = null;
    let paused = 0;
    for (const [key, line] of this.#lines) {
      if (this.#pausedKeys.has(key)) paused += line.length;
      for (const { storedAtMs } of line) {
        if (oldestAtMs === null || storedAtMs < oldestAtMs) oldestAtMs = storedAtMs;
      }
    }
    return { records: this.#size, paused, oldestAtMs };
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

  /** A first of its line without a time of its own has waited for those before it, so it is due at once. */
  #schedule(place: ParkedPlace): void {
    if (!this.#pausedKeys.has(place.key)) this.#due.push(place.dueAtMs ?? 0, place);
  }
}

/** Where a seq stands in its line, or would stand. By halves, since all events of one paused key make one long line. */
function indexOf(line: readonly ParkedPlace[], seq: number): number {
  let low = 0;
  for (let high = line.length; low < high;) {
    const middle = (low + high) >>> 1;
    if ((line[middle] as ParkedPlace).seq < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}
