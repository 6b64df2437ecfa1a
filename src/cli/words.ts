import type { ConnectorState, ImportState, LaneState, StreamState } from '../domain/index.ts';
import type { Cell } from './table.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Shown for an empty value. */
export const NOTHING = '-';

/** Formats a duration in its largest unit: `42 s`, `5 min`, `3 h`, `2 d`. */
export function duration(millis: number): string {
  if (millis < MINUTE_MS) return `${Math.max(0, Math.floor(millis / SECOND_MS))} s`;
  if (millis < HOUR_MS) return `${Math.floor(millis / MINUTE_MS)} min`;
  if (millis < 2 * DAY_MS) return `${Math.floor(millis / HOUR_MS)} h`;
  return `${Math.floor(millis / DAY_MS)} d`;
}

export function ago(atMs: number | null, nowMs: number): string {
  return atMs === null ? NOTHING : `${duration(nowMs - atMs)} ago`;
}

export function ahead(atMs: number | null, nowMs: number): string {
  return atMs === null ? NOTHING : `in ${duration(atMs - nowMs)}`;
}

/** Formats 12345 as `12,345`. */
export function count(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

export function bytes(value: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let unit = 0;
  for (; value >= 1000 && unit < units.length - 1; unit++) value /= 1000;
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}

/** Green: works. Yellow: recovers automatically. Red: needs a person. Blue: paused, pending or cancelled. */
export function state(value: ConnectorState | StreamState | LaneState | ImportState): Cell {
  const styles = {
    checking: 'yellow',
    unavailable: 'yellow',
    trial: 'yellow',
    waiting: 'yellow',
    held: 'yellow',
    blocked: 'yellow',
    failed: 'red',
    paused: 'blue',
    ready: 'green',
    idle: 'green',
    reading: 'green',
    running: 'green',
    pending: 'blue',
    finished: 'green',
    cancelled: 'blue',
  } as const satisfies Record<ConnectorState | StreamState | LaneState | ImportState, string>;
  return { text: value, style: styles[value] };
}

/** Characters of a key in a table: one long key would push all other columns off the screen. */
export const KEY_LENGTH = 40;

/** Returns at most so many characters of a text. */
export function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
