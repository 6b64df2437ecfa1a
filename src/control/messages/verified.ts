import type {
  VerifiedCounts,
  VerifiedRecord,
  VerifyEvent,
  VerifySummary,
} from '../../domain/index.ts';
import { Failure } from '../../domain/index.ts';
import type {
  VerifiedRecord as RecordMessage,
  VerifiedRecord__Output,
} from '../gen/stellwerk/control/v1/VerifiedRecord.ts';
import type {
  VerifyStreamResponse,
  VerifyStreamResponse__Output,
} from '../gen/stellwerk/control/v1/VerifyStreamResponse.ts';
import type { VerifySummary__Output } from '../gen/stellwerk/control/v1/VerifySummary.ts';
import { differenceMessages, readDifferences } from './preview.ts';
import { stateWords } from './state.ts';

const findings = stateWords({
  missing: 'VERIFY_FINDING_MISSING',
  different: 'VERIFY_FINDING_DIFFERENT',
  surplus: 'VERIFY_FINDING_SURPLUS',
  waiting: 'VERIFY_FINDING_WAITING',
  rejected: 'VERIFY_FINDING_REJECTED',
} as const);

const noCounts: VerifiedCounts = {
  same: 0,
  missing: 0,
  different: 0,
  surplus: 0,
  waiting: 0,
  rejected: 0,
  leftOut: 0,
  superseded: 0,
  unchecked: 0,
  repaired: 0,
};

export function verifyEventMessage(event: VerifyEvent): VerifyStreamResponse {
  switch (event.kind) {
    case 'progress':
      return { progress: { read: event.read, listed: event.listed } };
    case 'record':
      return { record: recordMessage(event.record) };
    case 'summary':
      return { summary: { ...event.summary, lanes: [...event.summary.lanes] } };
  }
}

export function readVerifyEvent(message: VerifyStreamResponse__Output): VerifyEvent {
  const { progress, record, summary } = message;
  if (progress) return { kind: 'progress', read: progress.read, listed: progress.listed };
  if (record) return { kind: 'record', record: readRecord(record) };
  if (summary) return { kind: 'summary', summary: readSummary(summary) };
  throw new Failure('INTERNAL', {
    message: 'The hub sent something that this version does not know.',
  });
}

function recordMessage(record: VerifiedRecord): RecordMessage {
  const { lane, finding, key, externalId, version, reason, differences } = record;
  return {
    ...{ lane, finding: findings.toWord(finding) },
    key: key ?? '',
    externalId: externalId ?? '',
    version: version ?? 0,
    reason: reason ?? '',
    differences: differenceMessages(differences),
  };
}

function readRecord(message: VerifiedRecord__Output): VerifiedRecord {
  const { lane, finding, key, externalId, version, reason, differences } = message;
  return {
    ...{ lane, finding: findings.toState(finding) },
    key: key || null,
    externalId: externalId || null,
    version: key ? version : null,
    reason: reason || null,
    differences: readDifferences(differences),
  };
}

function readSummary({ lanes, ...same }: VerifySummary__Output): VerifySummary {
  return {
    ...same,
    lanes: lanes.map(({ counts, ...lane }) => ({ ...lane, counts: { ...noCounts, ...counts } })),
  };
}
