import { setInterval } from 'node:timers/promises';
import type { LaneStatus } from '../domain/index.ts';
import type { LaneTrend } from '../web/index.ts';

const EVERY_MS = 5_000;
const KEPT_MS = 3_600_000;
/** An hour of a lane that is always active: 23 kB. */
const MAX_POINTS = KEPT_MS / EVERY_MS;

export interface TrendParts {
  readonly lanes: () => readonly LaneStatus[];
  /** Calls back when a lane has changed. @returns a function that ends it */
  readonly subscribe: (listener: () => void) => () => void;
}

/** The last hour of every lane, for plots. Kept in memory: it starts again after a restart. A lane at rest costs one point. */
export class Trends {
  readonly #parts: TrendParts;
  readonly #lines = new Map<string, Line>();

  constructor(parts: TrendParts) {
    this.#parts = parts;
  }

  of(lane: string, nowMs = Date.now()): LaneTrend | null {
    const current = this.#parts.lanes().find(({ name }) => name === lane);
    if (!current) return null;
    return (this.#lines.get(lane) ?? new Line()).with(current, nowMs);
  }

  /** Takes points at once and every five seconds, if anything has changed, until the signal aborts. */
  async keep(signal: AbortSignal): Promise<void> {
    let hasChanged = true;
    const unsubscribe = this.#parts.subscribe(() => (hasChanged = true));
    this.take(Date.now());
    try {
      for await (const _tick of setInterval(EVERY_MS, undefined, { signal, ref: false })) {
        if (!hasChanged) continue;
        hasChanged = false;
        this.take(Date.now());
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      unsubscribe();
    }
  }

  /** Takes a point of each lane that has changed. */
  take(nowMs: number): void {
    const lanes = this.#parts.lanes();
    for (const lane of lanes) {
      const line = this.#lines.get(lane.name) ?? new Line();
      this.#lines.set(lane.name, line);
      line.add(lane, nowMs);
    }
    if (this.#lines.size === lanes.length) return;
    const known = new Set(lanes.map(({ name }) => name));
    for (const name of this.#lines.keys()) if (!known.has(name)) this.#lines.delete(name);
  }
}

const columns = ['atMs', 'settled', 'waiting', 'oldestWaitingMs'] as const;
type Point = Readonly<Record<(typeof columns)[number], number>>;

/** The changes of one lane. Nothing changed between two points that are apart. */
class Line {
  /** Oldest first. */
  readonly #points: Point[] = [];

  add(lane: LaneStatus, nowMs: number): void {
    const point = pointOf(lane, nowMs);
    const last = this.#points.at(-1);
    if (last && isSame(last, point)) return;
    // Adds the end of the rest, so that the plot does not show a slow change during it.
    const endOfRest = nowMs - EVERY_MS;
    if (last && endOfRest > last.atMs) this.#points.push({ ...last, atMs: endOfRest });
    this.#points.push(point);
    while (this.#points.length > MAX_POINTS) this.#points.shift();
  }

  /** Returns the points of the last hour, and the lane as it is now. */
  with(lane: LaneStatus, nowMs: number): LaneTrend {
    const from = nowMs - KEPT_MS;
    const within = this.#points.filter(({ atMs }) => atMs >= from);
    const before = this.#points.findLast(({ atMs }) => atMs < from);
    const points = [
      ...(before ? [{ ...before, atMs: from }] : []),
      ...within,
      pointOf(lane, nowMs),
    ];
    const [atMs, settled, waiting, oldestWaitingMs] = columns.map((column) =>
      points.map((point) => point[column]),
    ) as [number[], number[], number[], number[]];
    return { atMs, settled, waiting, oldestWaitingMs };
  }
}

function isSame(one: Point, other: Point): boolean {
  return columns.every((column) => column === 'atMs' || one[column] === other[column]);
}

function pointOf({ counts, backlog, parked, oldestWaitingMs }: LaneStatus, atMs: number): Point {
  const { applied, unchanged, superseded, echoed, deadLettered } = counts;
  return {
    atMs,
    settled: applied + unchanged + superseded + echoed + deadLettered,
    waiting: backlog + parked,
    oldestWaitingMs: oldestWaitingMs ?? 0,
  };
}
