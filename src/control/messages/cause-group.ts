import type { CauseGroup, FailureCode } from '../../domain/index.ts';
import { failureCatalogue } from '../../domain/index.ts';
import type {
  DeadLetterGroup as GroupMessage,
  DeadLetterGroup__Output,
} from '../gen/stellwerk/control/v1/DeadLetterGroup.ts';
import { letterClasses } from './dead-letter.ts';
import { momentMessage, optionalMoment, readMoment, readOptionalMoment } from './moment.ts';

export function groupMessage(group: CauseGroup): GroupMessage {
  const { id, stream, code, cause, open, retrying, closed, example } = group;
  return {
    ...{ id, stream, code, cause, open, retrying, closed },
    lane: group.lane ?? '',
    class: letterClasses.toWord(group.class),
    remedy: failureCatalogue[code].remedy,
    firstAt: momentMessage(group.firstAtMs),
    lastAt: momentMessage(group.lastAtMs),
    closedAt: optionalMoment(group.closedAtMs),
    exampleId: example.deadLetterId ?? '',
    exampleKey: example.key ?? '',
    exampleReason: example.reason,
  };
}

export function readGroup(message: DeadLetterGroup__Output): CauseGroup {
  const { id, stream, cause, open, retrying, closed } = message;
  return {
    ...{ id, stream, cause, open, retrying, closed },
    lane: message.lane || null,
    code: message.code as FailureCode,
    class: letterClasses.toState(message.class),
    firstAtMs: readMoment(message.firstAt),
    lastAtMs: readMoment(message.lastAt),
    closedAtMs: readOptionalMoment(message.closedAt),
    example: {
      deadLetterId: message.exampleId || null,
      key: message.exampleKey || null,
      reason: message.exampleReason,
    },
  };
}
