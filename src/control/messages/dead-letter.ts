import type { FailureCode, Operation, ShownDeadLetter, Stage } from '../../domain/index.ts';
import { failureCatalogue } from '../../domain/index.ts';
import type {
  DeadLetter as DeadLetterMessage,
  DeadLetter__Output,
} from '../gen/stellwerk/control/v1/DeadLetter.ts';
import { readObject } from './json-text.ts';
import { momentMessage, optionalMoment, readMoment, readOptionalMoment } from './moment.ts';
import { stateWords } from './state.ts';

export const letterClasses = stateWords({
  data: 'DEAD_LETTER_CLASS_DATA',
  pipeline: 'DEAD_LETTER_CLASS_PIPELINE',
} as const);
export const letterStates = stateWords({
  open: 'DEAD_LETTER_STATE_OPEN',
  replaying: 'DEAD_LETTER_STATE_REPLAYING',
  closed: 'DEAD_LETTER_STATE_CLOSED',
} as const);
const closings = stateWords({
  replayed: 'DEAD_LETTER_CLOSING_REPLAYED',
  superseded: 'DEAD_LETTER_CLOSING_SUPERSEDED',
  discarded: 'DEAD_LETTER_CLOSING_DISCARDED',
} as const);
const NOT_CLOSED = 'DEAD_LETTER_CLOSING_UNSPECIFIED';

/** @param whole includes document and raw row, which a list leaves out */
export function deadLetterMessage(letter: ShownDeadLetter, whole: boolean): DeadLetterMessage {
  const { id, stream, code, stage, reason, attempts, edited, history, versionIsTime } = letter;
  return {
    ...{ id, stream, code, stage, reason, attempts, edited, versionIsTime },
    lane: letter.lane ?? '',
    state: letterStates.toWord(letter.state),
    closing: letter.closing === null ? NOT_CLOSED : closings.toWord(letter.closing),
    closedAt: optionalMoment(letter.closedAtMs),
    class: letterClasses.toWord(letter.class),
    remedy: failureCatalogue[code].remedy,
    history: history.map(({ atMs, ...told }) => ({ ...told, at: momentMessage(atMs) })),
    buriedAt: momentMessage(letter.buriedAtMs),
    seq: letter.seq ?? 0,
    position: letter.position ?? '',
    key: letter.key ?? '',
    version: letter.version ?? 0,
    operation: letter.operation ?? '',
    documentJson: whole && letter.document ? JSON.stringify(letter.document) : '',
    raw: whole ? (letter.raw ?? '') : '',
    detailsJson: JSON.stringify(letter.details),
  };
}

/** Converts a message to the domain's type; what a list leaves out is null. */
export function readDeadLetter(message: DeadLetter__Output): ShownDeadLetter {
  const { id, stream, reason, attempts, edited, versionIsTime } = message;
  const { history, position, operation, raw } = message;
  const isRecord = operation !== '';
  return {
    ...{ id, stream, reason, attempts, edited, versionIsTime },
    lane: message.lane || null,
    state: letterStates.toState(message.state),
    closing: message.closing === NOT_CLOSED ? null : closings.toState(message.closing),
    closedAtMs: readOptionalMoment(message.closedAt),
    class: letterClasses.toState(message.class),
    code: message.code as FailureCode,
    stage: message.stage as Stage,
    details: readObject(message.detailsJson) ?? {},
    history: history.map(({ at, code, message: told }) => ({
      atMs: readMoment(at),
      code: code as FailureCode,
      message: told,
    })),
    buriedAtMs: readMoment(message.buriedAt),
    seq: isRecord ? message.seq : null,
    position: position || null,
    key: message.key || null,
    version: isRecord ? message.version : null,
    operation: isRecord ? (operation as Operation) : null,
    document: readObject(message.documentJson),
    raw: raw || null,
  };
}
