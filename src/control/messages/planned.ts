import type {
  FailureCode,
  Operation,
  PlanEvent,
  PlannedCounts,
  PlannedLane,
  PlannedRecord,
  PlanSummary,
} from '../../domain/index.ts';
import { Failure } from '../../domain/index.ts';
import type { PlanCounts__Output } from '../gen/stellwerk/control/v1/PlanCounts.ts';
import type {
  PlannedLane as LaneMessage,
  PlannedLane__Output,
} from '../gen/stellwerk/control/v1/PlannedLane.ts';
import type {
  PlannedRecord as RecordMessage,
  PlannedRecord__Output,
} from '../gen/stellwerk/control/v1/PlannedRecord.ts';
import type { PlanStreamResponse } from '../gen/stellwerk/control/v1/PlanStreamResponse.ts';
import type { PlanStreamResponse__Output } from '../gen/stellwerk/control/v1/PlanStreamResponse.ts';
import type { PlanSummary__Output } from '../gen/stellwerk/control/v1/PlanSummary.ts';
import { differenceMessages, readDifferences } from './preview.ts';
import { stateWords } from './state.ts';

const effects = stateWords({
  create: 'PLAN_EFFECT_CREATE',
  change: 'PLAN_EFFECT_CHANGE',
  delete: 'PLAN_EFFECT_DELETE',
  unchanged: 'PLAN_EFFECT_UNCHANGED',
  superseded: 'PLAN_EFFECT_SUPERSEDED',
  wait: 'PLAN_EFFECT_WAIT',
  reject: 'PLAN_EFFECT_REJECT',
} as const);

const bases = stateWords({
  none: 'PLAN_BASIS_UNSPECIFIED',
  nothing: 'PLAN_BASIS_NOTHING',
  sent: 'PLAN_BASIS_SENT',
  remapped: 'PLAN_BASIS_REMAPPED',
  planned: 'PLAN_BASIS_PLANNED',
  target: 'PLAN_BASIS_TARGET',
  unknown: 'PLAN_BASIS_UNKNOWN',
} as const);

const noCounts: PlannedCounts = {
  create: 0,
  change: 0,
  delete: 0,
  unchanged: 0,
  superseded: 0,
  wait: 0,
  reject: 0,
  drifted: 0,
};

export function planEventMessage(event: PlanEvent): PlanStreamResponse {
  switch (event.kind) {
    case 'progress':
      return { progress: { read: event.read } };
    case 'record':
      return { record: recordMessage(event.record) };
    case 'summary':
      return { summary: { ...event.summary, lanes: event.summary.lanes.map(laneMessage) } };
  }
}

export function readPlanEvent(message: PlanStreamResponse__Output): PlanEvent {
  const { progress, record, summary } = message;
  if (progress) return { kind: 'progress', read: progress.read };
  if (record) return { kind: 'record', record: readRecord(record) };
  if (summary) return { kind: 'summary', summary: readSummary(summary) };
  throw new Failure('INTERNAL', {
    message: 'The hub sent something that this version does not know.',
  });
}

function recordMessage(record: PlannedRecord): RecordMessage {
  const { effect, basis, differences, drifted } = record;
  return {
    ...{ drifted, effect: effects.toWord(effect), basis: bases.toWord(basis) },
    lane: record.lane ?? '',
    key: record.key ?? '',
    position: record.position ?? '',
    version: record.version ?? 0,
    operation: record.operation ?? '',
    externalId: record.externalId ?? '',
    code: record.code ?? '',
    reason: record.reason ?? '',
    differences: differenceMessages(differences),
  };
}

function readRecord(message: PlannedRecord__Output): PlannedRecord {
  const { lane, key, position, version, operation, externalId, code, reason, drifted } = message;
  return {
    ...{ drifted, effect: effects.toState(message.effect), basis: bases.toState(message.basis) },
    lane: lane || null,
    key: key || null,
    position: position || null,
    version: key ? version : null,
    operation: (operation as Operation) || null,
    externalId: externalId || null,
    code: (code as FailureCode) || null,
    reason: reason || null,
    differences: readDifferences(message.differences),
  };
}

function laneMessage(lane: PlannedLane): LaneMessage {
  return { ...lane, fields: [...lane.fields] };
}

function readSummary({ lanes, ...same }: PlanSummary__Output): PlanSummary {
  return { ...same, lanes: lanes.map(readLane) };
}

function readLane({ counts, ...same }: PlannedLane__Output): PlannedLane {
  return { ...same, counts: readCounts(counts) };
}

function readCounts(counts: PlanCounts__Output | null): PlannedCounts {
  return { ...noCounts, ...counts };
}
