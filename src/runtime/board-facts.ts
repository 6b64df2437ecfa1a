import type { Backlog, StreamExtent } from '../bus/index.ts';
import type {
  ChangeLag,
  LaneStatus,
  RunStatus,
  ScheduleStatus,
  StreamStatus,
  VerdictCounts,
} from '../domain/index.ts';
import { noVerdicts } from '../domain/index.ts';
import type { ArrivalCounts, IntakeCounts, ParkedExtent } from '../pipeline/index.ts';
import type { LanePlan, StreamPlan } from './config/index.ts';
import { MinuteRate } from './rate.ts';

const nothingParked: ParkedExtent = Object.freeze({ records: 0, paused: 0, oldestAtMs: null });
export const nothingWaits: Backlog = Object.freeze({ records: 0, oldestAtMs: null });
const noExtent: StreamExtent = Object.freeze({ records: 0, bytes: 0, firstSeq: 0, lastSeq: 0 });
export const noArrivals: ArrivalCounts = Object.freeze({ accepted: 0, duplicates: 0, rejected: 0 });
export const noRows: IntakeCounts = Object.freeze({ read: 0, stored: 0, skipped: 0, rejected: 0 });

/** What an actor knows of itself; the board adds the figures. */
export type StreamView = Pick<StreamStatus, 'state' | 'sinceMs' | 'lastError'>;
export type LaneView = Pick<LaneStatus, 'state' | 'sinceMs' | 'lastError'>;

/** A schedule with its next time. */
export interface ShownSchedule {
  readonly nextRunAtMs: number;
  readonly schedule: ScheduleStatus;
}

/** What the board knows of a stream. */
export interface StreamFacts {
  plan: StreamPlan;
  extent: StreamExtent;
  run: RunStatus | null;
  totals: IntakeCounts;
  changes: ChangeLag | null;
  arrivals: ArrivalCounts;
  stale: boolean;
}

/** What the board knows of a lane. */
export interface LaneFacts {
  readonly plan: LanePlan;
  settledSeq: number;
  counts: VerdictCounts;
  conflated: number;
  backlog: Backlog;
  /** Returns the extent of the parked records; `parked` is its last result. */
  askParked: () => ParkedExtent;
  parked: ParkedExtent;
  lastSettledAtMs: number | null;
  readonly rate: MinuteRate;
  stale: boolean;
}

/** Returns the facts of a stream under this plan, keeping known figures. */
export function streamFacts(plan: StreamPlan, known?: StreamFacts): StreamFacts {
  const { extent = noExtent, run = null, totals = noRows, arrivals = noArrivals } = known ?? {};
  return { plan, extent, run, totals, arrivals, changes: null, stale: true };
}

/** Returns the facts of a lane under this plan, keeping known figures. */
export function laneFacts(plan: LanePlan, known?: LaneFacts): LaneFacts {
  const figures = known ?? {
    settledSeq: 0,
    counts: noVerdicts,
    conflated: 0,
    backlog: nothingWaits,
    askParked: () => nothingParked,
    parked: nothingParked,
    lastSettledAtMs: null,
    rate: new MinuteRate(),
  };
  return { ...figures, plan, stale: true };
}

export function streamStatusOf(
  { plan, extent, run, totals, changes, arrivals }: StreamFacts,
  view: StreamView,
  shown: ShownSchedule | null,
): StreamStatus {
  const { nextRunAtMs = null, schedule = null } = shown ?? {};
  return {
    name: plan.name,
    connector: plan.connector,
    entity: plan.source.entity,
    ...view,
    records: extent.records,
    bytes: extent.bytes,
    lastRun: run,
    totals,
    changes,
    arrivals,
    nextRunAtMs,
    schedule,
  };
}

export function laneStatusOf(
  { plan, settledSeq, backlog, parked, counts, conflated, lastSettledAtMs, rate }: LaneFacts,
  view: LaneView,
  nowMs: number,
): LaneStatus {
  const oldestAtMs = Math.min(backlog.oldestAtMs ?? Infinity, parked.oldestAtMs ?? Infinity);
  const oldestWaitingMs = oldestAtMs === Infinity ? null : Math.max(0, nowMs - oldestAtMs);
  return {
    name: plan.name,
    stream: plan.stream,
    connector: plan.connector,
    entity: plan.target.entity,
    ...view,
    settledSeq,
    backlog: backlog.records,
    parked: parked.records,
    pausedRecords: parked.paused,
    oldestWaitingMs,
    health: (oldestWaitingMs ?? 0) > plan.lateAfterMs ? 'late' : 'ok',
    settledPerMinute: rate.perMinute(nowMs),
    counts,
    conflated,
    lastSettledAtMs,
  };
}

export function addArrivals(one: ArrivalCounts, other: ArrivalCounts): ArrivalCounts {
  return {
    accepted: one.accepted + other.accepted,
    duplicates: one.duplicates + other.duplicates,
    rejected: one.rejected + other.rejected,
  };
}

export function addRows(sum: IntakeCounts, added: IntakeCounts): IntakeCounts {
  return {
    read: sum.read + added.read,
    stored: sum.stored + added.stored,
    skipped: sum.skipped + added.skipped,
    rejected: sum.rejected + added.rejected,
  };
}

export function addVerdicts(sum: VerdictCounts, added: VerdictCounts): VerdictCounts {
  return {
    applied: sum.applied + added.applied,
    unchanged: sum.unchanged + added.unchanged,
    superseded: sum.superseded + added.superseded,
    echoed: sum.echoed + added.echoed,
    deadLettered: sum.deadLettered + added.deadLettered,
  };
}
