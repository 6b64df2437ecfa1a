import type { ScheduleStatus, StreamStatus } from '../domain/index.ts';
import { table } from './table.ts';
import { ago, ahead, count } from './words.ts';

/** A stream that has a schedule. */
export type Scheduled = StreamStatus & { readonly schedule: ScheduleStatus };

/** Returns the streams that have a schedule, the next due first. */
export function scheduled(streams: readonly StreamStatus[]): readonly Scheduled[] {
  return streams
    .flatMap((stream) => (stream.schedule ? [{ ...stream, schedule: stream.schedule }] : []))
    .sort((one, other) => (one.nextRunAtMs ?? 0) - (other.nextRunAtMs ?? 0));
}

/** Formats the schedules of streams as a table. */
export function scheduleTable(streams: readonly Scheduled[], nowMs: number): string {
  return table<Scheduled>(
    [
      { title: 'STREAM', cell: ({ name }) => name },
      { title: 'WHEN', cell: ({ schedule }) => schedule.text },
      { title: 'NEXT', cell: ({ nextRunAtMs }) => momentText(nextRunAtMs, nowMs, ahead) },
      { title: 'LAST', cell: ({ schedule }) => momentText(schedule.lastDueAtMs, nowMs, ago) },
      { title: 'RUNS', align: 'right', cell: ({ schedule }) => count(schedule.ordered) },
      { title: 'MISSED', align: 'right', cell: ({ schedule }) => count(schedule.missed) },
      { title: 'SKIPPED', align: 'right', cell: ({ schedule }) => count(schedule.skipped) },
    ],
    streams,
  );
}

function momentText(
  atMs: number | null,
  nowMs: number,
  distance: (atMs: number | null, nowMs: number) => string,
): string {
  if (atMs === null) return distance(atMs, nowMs);
  return `${new Date(atMs).toISOString().slice(0, 19)}Z (${distance(atMs, nowMs)})`;
}
