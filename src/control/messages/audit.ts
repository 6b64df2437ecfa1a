import type {
  AuditEntry,
  AuditFault,
  AuditFilter,
  AuditPoint,
  AuditRow,
  AuditVerdict,
} from '../../domain/index.ts';
import { AUDIT_START } from '../../domain/index.ts';
import type {
  AuditEntry as EntryMessage,
  AuditEntry__Output as EntryMessage__Output,
} from '../gen/stellwerk/control/v1/AuditEntry.ts';
import type {
  AuditFilter as FilterMessage,
  AuditFilter__Output,
} from '../gen/stellwerk/control/v1/AuditFilter.ts';
import type { AuditPoint__Output } from '../gen/stellwerk/control/v1/AuditPoint.ts';
import type { AuditRow as RowMessage } from '../gen/stellwerk/control/v1/AuditRow.ts';
import type {
  AuditVerdict as VerdictMessage,
  AuditVerdict__Output,
} from '../gen/stellwerk/control/v1/AuditVerdict.ts';
import { invalidRequest } from '../invalid-request.ts';
import { readObject } from './json-text.ts';
import { momentMessage, optionalMoment, readMoment } from './moment.ts';
import { readTime } from './time-field.ts';
import { stateWords } from './state.ts';

const outcomes = stateWords({
  done: 'AUDIT_OUTCOME_DONE',
  denied: 'AUDIT_OUTCOME_DENIED',
  failed: 'AUDIT_OUTCOME_FAILED',
  unknown: 'AUDIT_OUTCOME_UNKNOWN',
} as const);
const ANY_OUTCOME = 'AUDIT_OUTCOME_UNSPECIFIED';
const faultKinds = stateWords({
  changed: 'AUDIT_FAULT_KIND_CHANGED',
  removed: 'AUDIT_FAULT_KIND_REMOVED',
  inserted: 'AUDIT_FAULT_KIND_INSERTED',
} as const);

/** A row as returned by a list. */
export interface ListedAuditEntry extends Omit<AuditEntry, 'by' | 'code' | 'outcome'> {
  readonly seq: number;
  readonly hash: string;
  /** How the caller proved its name; null if it did not. */
  readonly by: string | null;
  /** Null for a row that was tampered with. */
  readonly outcome: AuditEntry['outcome'] | null;
  readonly code: string | null;
}

/** Also accepts a row that was tampered with: what cannot be read is left out. */
export function auditEntryMessage({ seq, entry, hash }: AuditRow): EntryMessage {
  const {
    atMs,
    who = '',
    by,
    address = '',
    method = '',
    ...rest
  } = readObject(entry) as Partial<AuditEntry>;
  const { subject, before, after, outcome, code } = rest;
  return {
    ...{ seq, hash, who, address, method },
    at: momentMessage(atMs ?? 0),
    proof: by ?? '',
    subject: subject ?? '',
    beforeJson: before ? JSON.stringify(before) : '',
    afterJson: after ? JSON.stringify(after) : '',
    outcome: outcome ? outcomes.toWord(outcome) : ANY_OUTCOME,
    code: code ?? '',
  };
}

/** Codes of a newer hub pass unchanged: they are only displayed. */
export function readAuditEntry(message: EntryMessage__Output): ListedAuditEntry {
  const { seq, hash, who, address, method, subject, outcome } = message;
  return {
    ...{ seq, hash, who, address, method },
    atMs: readMoment(message.at),
    by: message.proof || null,
    subject: subject || null,
    before: readObject(message.beforeJson),
    after: readObject(message.afterJson),
    outcome: outcome === ANY_OUTCOME ? null : outcomes.toState(outcome),
    code: message.code || null,
  };
}

export function auditRowMessage({ seq, entry, hash }: AuditRow): RowMessage {
  return { seq, entryJson: entry, hash };
}

/** @throws Failure INVALID_REQUEST, naming the field */
export function readAuditFilter(message: AuditFilter__Output | null): AuditFilter {
  if (!message) return {};
  const { who, methodPrefix, subject, key, outcome, since, until } = message;
  const sinceMs = since ? readTime(since, 'filter.since') : null;
  const untilMs = until ? readTime(until, 'filter.until') : null;
  return {
    ...(who ? { who } : {}),
    ...(methodPrefix ? { method: methodPrefix } : {}),
    ...(subject ? { subject } : {}),
    ...(key ? { key } : {}),
    ...(outcome === ANY_OUTCOME ? {} : { outcome: outcomes.readState(outcome, 'filter.outcome') }),
    ...(sinceMs === null ? {} : { sinceMs: Math.floor(sinceMs) }),
    ...(untilMs === null ? {} : { untilMs: Math.ceil(untilMs) }),
  };
}

export function auditFilterMessage(filter: AuditFilter): FilterMessage {
  const { who = '', method = '', subject = '', key = '', outcome, sinceMs, untilMs } = filter;
  return {
    ...{ who, subject, key },
    methodPrefix: method,
    outcome: outcome ? outcomes.toWord(outcome) : ANY_OUTCOME,
    since: optionalMoment(sinceMs ?? null),
    until: optionalMoment(untilMs ?? null),
  };
}

/** @throws Failure INVALID_REQUEST */
export function readExpectedPoint(point: AuditPoint__Output | null): AuditPoint | null {
  if (!point) return null;
  if (point.seq < 0) throw invalidRequest('expected.seq', 'takes 0 or more');
  if (/^[0-9a-f]{64}$/.test(point.hash)) return point;
  throw invalidRequest('expected.hash', 'takes 64 hexadecimal digits in lower case');
}

export function verdictMessage({ head, fault }: AuditVerdict): VerdictMessage {
  return { head, fault: fault && { ...fault, kind: faultKinds.toWord(fault.kind) } };
}

/** @param checked the number of rows checked, from the same message */
export function readVerdict({ head, fault }: AuditVerdict__Output, checked: number): AuditVerdict {
  const found: AuditFault | null = fault && { ...fault, kind: faultKinds.toState(fault.kind) };
  return { checked, head: head ?? AUDIT_START, fault: found };
}
