import type { DeadLetterFilter, FailureCode } from '../../domain/index.ts';
import { failureCatalogue } from '../../domain/index.ts';
import type {
  DeadLetterFilter as FilterMessage,
  DeadLetterFilter__Output,
} from '../gen/stellwerk/control/v1/DeadLetterFilter.ts';
import { isId } from '../fields.ts';
import { invalidRequest } from '../invalid-request.ts';
import { letterClasses } from './dead-letter.ts';
import { optionalMoment } from './moment.ts';
import { readTime } from './time-field.ts';

const MAX_IDS = 1_000;
const ANY_CLASS = 'DEAD_LETTER_CLASS_UNSPECIFIED';

/** @throws Failure INVALID_REQUEST, naming the field */
export function readFilter(message: DeadLetterFilter__Output | null): DeadLetterFilter {
  if (!message) return {};
  const { ids, codes, stream, lane, key, buriedFrom, buriedUntil, maxId } = message;
  if (ids.length > MAX_IDS) throw invalidRequest('filter.ids', `takes at most ${MAX_IDS}`);
  if (!ids.every(isId)) throw invalidRequest('filter.ids', 'takes 1 to 15 decimal digits each');
  if (maxId !== '' && !isId(maxId))
    throw invalidRequest('filter.max_id', 'takes 1 to 15 decimal digits');
  const unknown = codes.find((code) => !Object.hasOwn(failureCatalogue, code));
  if (unknown !== undefined)
    throw invalidRequest('filter.codes', `does not know "${unknown}"; see the runbook`);
  const fromMs = buriedFrom ? readTime(buriedFrom, 'filter.buried_from') : null;
  const untilMs = buriedUntil ? readTime(buriedUntil, 'filter.buried_until') : null;
  return {
    ...(ids.length > 0 ? { ids } : {}),
    ...(stream ? { stream } : {}),
    ...(lane ? { lane } : {}),
    ...(codes.length > 0 ? { codes: codes as FailureCode[] } : {}),
    ...(message.class === ANY_CLASS
      ? {}
      : { class: letterClasses.readState(message.class, 'filter.class') }),
    ...(key ? { key } : {}),
    ...(fromMs === null ? {} : { fromMs: Math.floor(fromMs) }),
    ...(untilMs === null ? {} : { untilMs: Math.ceil(untilMs) }),
    ...(maxId ? { maxId } : {}),
  };
}

export function filterMessage(filter: DeadLetterFilter): FilterMessage {
  const { ids = [], stream = '', lane = '', codes = [], key = '', maxId = '' } = filter;
  return {
    ...{ stream, lane, key, maxId },
    ids: [...ids],
    codes: [...codes],
    class: filter.class ? letterClasses.toWord(filter.class) : ANY_CLASS,
    buriedFrom: optionalMoment(filter.fromMs ?? null),
    buriedUntil: optionalMoment(filter.untilMs ?? null),
  };
}
