import type { CauseGroup, LaneStatus, StreamStatus } from '../domain/index.ts';
import type { RunningHub } from '../runtime/hub.ts';
import { causeTable } from './dead-letters/causes.ts';
import { table } from './table.ts';
import { count, NOTHING } from './words.ts';

type Settled = Pick<RunningHub, 'streams' | 'lanes'>;

/** Summarises one pass over everything: rows per stream, verdicts per lane, failures by cause. */
export function onceSummary(hub: Settled, troubles: readonly CauseGroup[]): string {
  const parts = [streamTable(hub.streams()), laneTable(hub.lanes())];
  if (troubles.length > 0) parts.push(causeTable(troubles, Date.now()));
  return parts.join('\n\n');
}

function streamTable(streams: readonly StreamStatus[]): string {
  const rows = (title: string, read: (run: NonNullable<StreamStatus['lastRun']>) => number) => ({
    title,
    align: 'right' as const,
    cell: ({ lastRun }: StreamStatus) => (lastRun ? count(read(lastRun)) : NOTHING),
  });
  return table(
    [
      { title: 'STREAM', cell: ({ name }) => name },
      rows('READ', ({ read }) => read),
      rows('STORED', ({ stored }) => stored),
      rows('SKIPPED', ({ skipped }) => skipped),
      rows('REJECTED', ({ rejected }) => rejected),
    ],
    streams,
  );
}

function laneTable(lanes: readonly LaneStatus[]): string {
  const verdicts = (title: string, kind: keyof LaneStatus['counts']) => ({
    title,
    align: 'right' as const,
    cell: ({ counts }: LaneStatus) => count(counts[kind]),
  });
  return table(
    [
      { title: 'LANE (ALL TIME)', cell: ({ name }) => name },
      verdicts('APPLIED', 'applied'),
      verdicts('UNCHANGED', 'unchanged'),
      verdicts('SUPERSEDED', 'superseded'),
      // Only two-way flows have any.
      ...(lanes.some(({ counts }) => counts.echoed > 0) ? [verdicts('ECHOES', 'echoed')] : []),
      verdicts('DEAD LETTERS', 'deadLettered'),
    ],
    lanes,
  );
}
