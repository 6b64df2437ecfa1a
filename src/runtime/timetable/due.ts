import { createHash } from 'node:crypto';
import { Cron } from 'croner';
import { cronPattern } from './cron-pattern.ts';
import { isInHours, nextOpening } from './hours.ts';
import type { Timetable } from './timetable.ts';

/** Openings to try for a cron expression; one that matches none of that many working days never will. */
const MAX_OPENINGS = 400;
/** Missed times that are counted one by one; after a longer absence the count is at least this. */
const MAX_COUNTED = 10_000;

/**
 * Returns the next time of a timetable, strictly after `afterMs`, in whole seconds and within the working hours; null
 * when there is none.
 *
 * An interval counts from the previous time, or from the start of the working hours. A cron time that the clock skips
 * when it is put forward is due at the moment of the change; one that occurs twice is due at the first. Steps (every
 * five minutes) follow real time.
 */
export function nextDue(timetable: Timetable, afterMs: number): number | null {
  return duesOf(timetable)(afterMs);
}

/** `nextDue` for repeated calls: parses a cron expression once. */
function duesOf(timetable: Timetable): (afterMs: number) => number | null {
  const { beat, timeZone } = timetable;
  if ('everyMs' in beat) return (afterMs) => nextOfInterval(timetable, beat.everyMs, afterMs);
  const cron = new Cron(cronPattern(beat.cron), { timezone: timeZone, paused: true });
  return (afterMs) => nextOfCron(timetable, cron, afterMs);
}

function nextOfInterval(timetable: Timetable, everyMs: number, afterMs: number): number | null {
  const next = Math.floor((afterMs + everyMs) / 1_000) * 1_000;
  return isInHours(timetable, next) ? next : nextOpening(timetable, next);
}

function nextOfCron(timetable: Timetable, cron: Cron, afterMs: number): number | null {
  let from = afterMs;
  for (let openings = 0; openings < MAX_OPENINGS; openings++) {
    const next = cron.nextRun(new Date(from))?.getTime();
    if (next === undefined) return null;
    if (isInHours(timetable, next)) return next;
    from = nextOpening(timetable, next) - 1;
  }
  return null;
}

/**
 * Returns when the run for a due time starts: up to `jitterMs` later, the same for the same stream and time, and still
 * within the working hours.
 */
export function beginOf(timetable: Timetable, stream: string, dueMs: number): number {
  const { jitterMs } = timetable;
  if (jitterMs === 0) return dueMs;
  const chance =
    createHash('sha256').update(`${stream} ${dueMs}`).digest().readUInt32BE() / 2 ** 32;
  let delay = Math.floor((chance * (jitterMs + 1)) / 1_000) * 1_000;
  while (delay > 0 && !isInHours(timetable, dueMs + delay)) {
    delay = Math.floor(delay / 2_000) * 1_000;
  }
  return dueMs + delay;
}

/** Times of a timetable that have passed. */
export interface Passed {
  readonly count: number;
  /** The newest of them. */
  readonly lastMs: number;
  /** The first time that has not passed. */
  readonly nextMs: number;
}

/** Returns the times from `dueMs` (one of them) up to `nowMs`, both included. Null when no further time follows. */
export function passedSince(timetable: Timetable, dueMs: number, nowMs: number): Passed | null {
  let lastMs = dueMs;
  let count = 1;
  const { beat, hours } = timetable;
  if ('everyMs' in beat && hours === null && beat.everyMs % 1_000 === 0) {
    const more = Math.max(0, Math.floor((nowMs - dueMs) / beat.everyMs));
    lastMs += more * beat.everyMs;
    count += more;
  }
  const nextAfter = duesOf(timetable);
  for (;;) {
    const nextMs = nextAfter(count < MAX_COUNTED ? lastMs : Math.max(lastMs, nowMs));
    if (nextMs === null) return null;
    if (nextMs > nowMs) return { count, lastMs, nextMs };
    lastMs = nextMs;
    count++;
  }
}
