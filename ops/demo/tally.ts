import type { LaneStatus, StreamStatus, VerdictCounts } from '../../src/domain/index.ts';
import type { RunningHub } from '../../src/runtime/hub.ts';

/** What one lane did since this start of the hub; its status counts from the creation of the lane. */
export interface LaneTally {
  readonly lane: LaneStatus;
  readonly counts: VerdictCounts;
  /** Rows of the source that could not become records. */
  readonly rejected: number;
  /** Settled records, including rejected rows. */
  readonly records: number;
  /** Records that are stored but not yet settled. */
  readonly waiting: number;
  /** From the start to the last settled batch; null before the first. */
  readonly tookMs: number | null;
}

type Rows = Pick<StreamStatus['totals'], 'stored' | 'rejected'>;

/**
 * Begins to count. Call it as soon as the hub runs.
 * @returns reads the tally, one entry per lane
 */
export function startTally(hub: RunningHub, startedAtMs: number): () => LaneTally[] {
  const verdictsBefore = new Map(hub.lanes().map((lane) => [lane.name, countsAtStart(lane)]));
  const rowsBefore = new Map(
    hub.streams().map((stream) => [stream.name, rowsAtStart(stream, startedAtMs)]),
  );
  return () => {
    const streams = new Map(hub.streams().map((stream) => [stream.name, stream]));
    return hub.lanes().map((lane) => {
      const counts = subtract(lane.counts, verdictsBefore.get(lane.name));
      const { totals } = streams.get(lane.stream) ?? { totals: noRows };
      const before = rowsBefore.get(lane.stream) ?? noRows;
      const rejected = totals.rejected - before.rejected;
      const settled = sum(counts);
      return {
        lane,
        counts,
        rejected,
        records: settled + rejected,
        waiting: Math.max(0, totals.stored - before.stored - settled),
        tookMs: settled === 0 ? null : (lane.lastSettledAtMs ?? startedAtMs) - startedAtMs,
      };
    });
  };
}

const noRows: Rows = { stored: 0, rejected: 0 };

/** A lane that settled everything within the last minute started from nothing. */
function countsAtStart({ counts, settledPerMinute }: LaneStatus): VerdictCounts | undefined {
  return sum(counts) === settledPerMinute ? undefined : counts;
}

/** The first run since the start may already be in progress. */
function rowsAtStart({ totals, lastRun }: StreamStatus, startedAtMs: number): Rows {
  const run = lastRun !== null && lastRun.startedAtMs >= startedAtMs ? lastRun : noRows;
  return { stored: totals.stored - run.stored, rejected: totals.rejected - run.rejected };
}

function subtract(counts: VerdictCounts, before: VerdictCounts | undefined): VerdictCounts {
  if (!before) return counts;
  return {
    applied: counts.applied - before.applied,
    unchanged: counts.unchanged - before.unchanged,
    superseded: counts.superseded - before.superseded,
    echoed: counts.echoed - before.echoed,
    deadLettered: counts.deadLettered - before.deadLettered,
  };
}

function sum({ applied, unchanged, superseded, echoed, deadLettered }: VerdictCounts): number {
  return applied + unchanged + superseded + echoed + deadLettered;
}
