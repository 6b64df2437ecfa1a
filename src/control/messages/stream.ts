import type { ChangeLag, RunStatus, ScheduleStatus, StreamStatus } from '../../domain/index.ts';
import type {
  ChangeLag as LagMessage,
  ChangeLag__Output,
} from '../gen/stellwerk/control/v1/ChangeLag.ts';
import type { ArrivalStatus__Output } from '../gen/stellwerk/control/v1/ArrivalStatus.ts';
import type { RowCounts__Output } from '../gen/stellwerk/control/v1/RowCounts.ts';
import type {
  RunStatus as RunMessage,
  RunStatus__Output,
} from '../gen/stellwerk/control/v1/RunStatus.ts';
import type {
  ScheduleStatus as ScheduleMessage,
  ScheduleStatus__Output,
} from '../gen/stellwerk/control/v1/ScheduleStatus.ts';
import type {
  StreamStatus as StreamMessage,
  StreamStatus__Output,
} from '../gen/stellwerk/control/v1/StreamStatus.ts';
import { errorMessage, readError } from './error.ts';
import { momentMessage, optionalMoment, readMoment, readOptionalMoment } from './moment.ts';
import { stateWords } from './state.ts';

export const streamStates = stateWords({
  idle: 'STREAM_STATE_IDLE',
  reading: 'STREAM_STATE_READING',
  waiting: 'STREAM_STATE_WAITING',
  held: 'STREAM_STATE_HELD',
  blocked: 'STREAM_STATE_BLOCKED',
  paused: 'STREAM_STATE_PAUSED',
  failed: 'STREAM_STATE_FAILED',
} as const);

const changePhases = stateWords({
  none: 'CHANGE_PHASE_NONE',
  snapshot: 'CHANGE_PHASE_SNAPSHOT',
  deletions: 'CHANGE_PHASE_DELETIONS',
  changes: 'CHANGE_PHASE_CHANGES',
} as const);

const changeHealth = stateWords({ ok: 'CHANGE_HEALTH_OK', late: 'CHANGE_HEALTH_LATE' } as const);

export function streamMessage(status: StreamStatus): StreamMessage {
  const { state, sinceMs, lastRun, changes, nextRunAtMs, schedule, lastError, ...same } = status;
  return {
    ...same,
    state: streamStates.toWord(state),
    since: momentMessage(sinceMs),
    lastRun: lastRun && runMessage(lastRun),
    changes: changes && lagMessage(changes),
    nextRunAt: optionalMoment(nextRunAtMs),
    schedule: schedule && scheduleMessage(schedule),
    lastError: errorMessage(lastError),
  };
}

export function readStream(message: StreamStatus__Output): StreamStatus {
  const {
    state,
    since,
    lastRun,
    totals,
    changes,
    nextRunAt,
    schedule,
    lastError,
    arrivals,
    ...same
  } = message;
  return {
    ...same,
    state: streamStates.toState(state),
    sinceMs: readMoment(since),
    lastRun: lastRun && readRun(lastRun),
    totals: readRows(totals),
    changes: changes && readLag(changes),
    nextRunAtMs: readOptionalMoment(nextRunAt),
    schedule: schedule && readSchedule(schedule),
    lastError: readError(lastError),
    arrivals: readArrivals(arrivals),
  };
}

function scheduleMessage({ lastDueAtMs, ...same }: ScheduleStatus): ScheduleMessage {
  return { ...same, lastDueAt: optionalMoment(lastDueAtMs) };
}

function readSchedule({ lastDueAt, ...same }: ScheduleStatus__Output): ScheduleStatus {
  return { ...same, lastDueAtMs: readOptionalMoment(lastDueAt) };
}

function lagMessage({ phase, behindMs, health, ...bytes }: ChangeLag): LagMessage {
  return {
    ...bytes,
    phase: changePhases.toWord(phase),
    behind: optionalMoment(behindMs),
    health: changeHealth.toWord(health),
  };
}

function readLag({ phase, behind, health, ...bytes }: ChangeLag__Output): ChangeLag {
  return {
    ...bytes,
    phase: changePhases.toState(phase),
    behindMs: readOptionalMoment(behind),
    health: changeHealth.toState(health),
  };
}

function readArrivals(arrivals: ArrivalStatus__Output | null): StreamStatus['arrivals'] {
  const { accepted = 0, duplicates = 0, rejected = 0 } = arrivals ?? {};
  return { accepted, duplicates, rejected };
}

function runMessage({ startedAtMs, finishedAtMs, ...rows }: RunStatus): RunMessage {
  return { startedAt: momentMessage(startedAtMs), finishedAt: optionalMoment(finishedAtMs), rows };
}

function readRun({ startedAt, finishedAt, rows }: RunStatus__Output): RunStatus {
  return {
    startedAtMs: readMoment(startedAt),
    finishedAtMs: readOptionalMoment(finishedAt),
    ...readRows(rows),
  };
}

export function readRows(rows: RowCounts__Output | null): StreamStatus['totals'] {
  const { read = 0, stored = 0, skipped = 0, rejected = 0 } = rows ?? {};
  return { read, stored, skipped, rejected };
}
