import { setInterval } from 'node:timers/promises';
import type { LaneStatus } from '../domain/index.ts';
import type { LaneTrend } from '../web/index.ts';

const EVERY_MS = 5_000;
/** An hour; 23 kB a lane. */
const POINTS = 720;

/** The last hour of every lane, for plots. Held in memory: after a restart it begins anew. */
export class Trends {
  readonly #lanes: () => readonly LaneStatus[];
  readonly #rings = new Map<string, Ring>();

  constructor(lanes: () => readonly LaneStatus[]) {
    this.#lanes = lanes;
  }

  of(lane: string): LaneTrend | null {
    const current = this.#lanes().find(({ name }) => name === lane);
    if (!current) return null;
    return (this.#rings.get(lane) ?? new Ring()).with(current, Date.now());
  }

  /** Takes a point of each lane every five seconds until the signal aborts. */
  async keep(signal: AbortSignal): Promise<void> {
    try {
      for await (const _tick of setInterval(EVERY_MS, undefined, { signal, ref: false })) {
        this.take(Date.now());
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  take(nowMs: number): void {
    const lanes = this.#lanes();
    for (const lane of lanes) {
      const ring = this.#rings.get(lane.name) ?? new Ring();
      this.#rings.set(lane.name, ring);
      ring.add(lane, nowMs);
    }
    if (this.#rings.size === lanes.length) return;
    const known = new Set(lanes.map(({ name }) => name));
    for (const name of this.#rings.keys()) if (!known.has(name)) this.#rings.delete(name);
  }
}

const columns = ['atMs', 'settled', 'waiting', 'oldestWaitingMs'] as const;
type Point = Readonly<Record<(typeof columns)[number], number>>;

class Ring {
  readonly #values = new Float64Array(POINTS * columns.length);
  #taken = 0;

  add(lane: LaneStatus, nowMs: number): void {
    const point = pointOf(lane, nowMs);
    const place = (this.#taken % POINTS) * columns.length;
    columns.forEach((column, index) => (this.#values[place + index] = point[column]));
    this.#taken++;
  }

  /** What was taken, and the lane as it is now. */
  with(lane: LaneStatus, nowMs: number): LaneTrend {
    const now = pointOf(lane, nowMs);
    const [atMs, settled, waiting, oldestWaitingMs] = columns.map((column, index) => [
      ...this.#column(index),
      now[column],
    ]) as [number[], number[], number[], number[]];
    return { atMs, settled, waiting, oldestWaitingMs };
  }

  *#column(index: number): Generator<number> {
    for (let point = Math.max(0, this.#taken - POINTS); point < this.#taken; point++) {
      yield this.#values[(point % POINTS) * columns.length + index] ?? 0;
    }
  }
}

function pointOf({ counts, backlog, parked, oldestWaitingMs }: LaneStatus, atMs: number): Point {
  const { applied, unchanged, superseded, deadLettered } = counts;
  return {
    atMs,
    settled: applied + unchanged + superseded + deadLettered,
    waiting: backlog + parked,
    oldestWaitingMs: oldestWaitingMs ?? 0,
  };
}
