import type { LaneTrend } from '../../dashboard/port.ts';

/** Values over time, as a plot draws them. */
export interface Series {
  readonly atMs: readonly number[];
  readonly values: readonly number[];
}

const MINUTE_MS = 60_000;
const STEP_MS = 5_000;

/**
 * How many records were settled in the minute before each moment, as the page and `stellwerk status` count them. The
 * moments are as dense as the points of a trend can be, since a trend leaves out those at which nothing changed.
 */
export function settledPerMinute({ atMs, settled }: LaneTrend): Series {
  const begin = atMs[0] ?? 0;
  const end = atMs.at(-1) ?? 0;
  const moments: number[] = [];
  for (let at = begin; at < end; at += STEP_MS) moments.push(at);
  moments.push(end);
  const now = follow(atMs, settled);
  const before = follow(atMs, settled);
  // A recreated lane counts from 0 again.
  const values = moments.map((at) => Math.max(0, now(at) - before(at - MINUTE_MS)));
  return { atMs: moments, values };
}

/** Returns the sum at moments that are asked for in rising order. */
function follow(atMs: readonly number[], sums: readonly number[]): (at: number) => number {
  let index = 0;
  return (at) => {
    while (index + 1 < atMs.length && (atMs[index + 1] ?? 0) <= at) index++;
    return sums[index] ?? 0;
  };
}
