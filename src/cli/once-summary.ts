import type { LaneStatus, StreamStatus } from '../domain/index.ts';
import type { RunningHub } from '../runtime/hub.ts';
import { table } from './table.ts';
import { count, NOTHING } from './words.ts';

type Settled = Pick<RunningHub, 'streams' | 'lanes'>;
type DeadLetterGroup = Awaited<ReturnType<RunningHub['deadLetters']>>[number];

/** What one pass over everything did: rows per stream, verdicts per lane, dead letters by cause. */
export function onceSummary(hub: Settled, deadLetters: readonly DeadLetterGroup[]): string {
  const parts = [streamTable(hub.streams()), laneTable(hub.lanes())];
  if (deadLetters.length > 0) parts.push(deadLetterTable(deadLetters));
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
      { title: 'LANE (SINCE IT EXISTS)', cell: ({ name }) => name },
      verdicts('APPLIED', 'applied'),
      verdicts('UNCHANGED', 'unchanged'),
      verdicts('SUPERSEDED', 'superseded'),
      verdicts('DEAD LETTERS', 'deadLettered'),
    ],
    lanes,
  );
}

function deadLetterTable(groups: readonly DeadLetterGroup[]): string {
  return table(
    [
      { title: 'DEAD LETTERS', align: 'right', cell: (group) => count(group.count) },
      { title: 'AT', cell: ({ lane, stream }) => lane ?? `${stream} (intake)` },
      { title: 'CODE', cell: ({ code }) => code },
      { title: 'FOR EXAMPLE', cell: ({ exampleKey }) => exampleKey ?? NOTHING },
      { title: 'REASON', cell: ({ reason }) => reason },
    ],
    groups,
  );
}
