import type { Cursor, Run } from '../../domain/index.ts';
import type { Run as RunMessage, Run__Output } from '../gen/stellwerk/control/v1/Run.ts';
import { momentMessage, optionalMoment, readMoment, readOptionalMoment } from './moment.ts';
import { stateWords } from './state.ts';
import { readRows } from './stream.ts';

export const runKinds = stateWords({
  poll: 'RUN_KIND_POLL',
  import: 'RUN_KIND_IMPORT',
  replay: 'RUN_KIND_REPLAY',
} as const);

export const runOutcomes = stateWords({
  running: 'RUN_OUTCOME_RUNNING',
  succeeded: 'RUN_OUTCOME_SUCCEEDED',
  failed: 'RUN_OUTCOME_FAILED',
  cancelled: 'RUN_OUTCOME_CANCELLED',
} as const);

export function runMessage(run: Run): RunMessage {
  const { id, stream, lane, kind, outcome, error, cursorBefore, cursorAfter } = run;
  const { startedAtMs, finishedAtMs, read, stored, skipped, rejected } = run;
  return {
    ...{ id, stream, lane: lane ?? '' },
    kind: runKinds.toWord(kind),
    outcome: runOutcomes.toWord(outcome),
    startedAt: momentMessage(startedAtMs),
    finishedAt: optionalMoment(finishedAtMs),
    rows: { read, stored, skipped, rejected },
    errorCode: error?.code ?? '',
    errorMessage: error?.message ?? '',
    cursorBeforeJson: cursorBefore === null ? '' : JSON.stringify(cursorBefore),
    cursorAfterJson: cursorAfter === null ? '' : JSON.stringify(cursorAfter),
  };
}

export function readRun(message: Run__Output): Run {
  const { id, stream, lane, rows, errorCode, errorMessage } = message;
  return {
    ...{ id, stream, lane: lane || null, ...readRows(rows) },
    kind: runKinds.toState(message.kind),
    outcome: runOutcomes.toState(message.outcome),
    startedAtMs: readMoment(message.startedAt),
    finishedAtMs: readOptionalMoment(message.finishedAt),
    error: errorCode ? { code: errorCode, message: errorMessage } : null,
    cursorBefore: readCursor(message.cursorBeforeJson),
    cursorAfter: readCursor(message.cursorAfterJson),
  };
}

function readCursor(json: string): Cursor | null {
  return json === '' ? null : (JSON.parse(json) as Cursor);
}
