import type { FailureCode, Operation, Story, StoryEvent } from '../../domain/index.ts';
import { failureCatalogue } from '../../domain/index.ts';
import type {
  RecordEvent as EventMessage,
  RecordEvent__Output,
} from '../gen/stellwerk/control/v1/RecordEvent.ts';
import type {
  RecordStory as StoryMessage,
  RecordStory__Output,
} from '../gen/stellwerk/control/v1/RecordStory.ts';
import { readObject } from './json-text.ts';
import { optionalMoment, readOptionalMoment } from './moment.ts';
import { stateWords } from './state.ts';
import { readWhereabouts, whereaboutsMessage } from './whereabouts.ts';

const kinds = stateWords({
  read: 'RECORD_EVENT_KIND_READ',
  validated: 'RECORD_EVENT_KIND_VALIDATED',
  linked: 'RECORD_EVENT_KIND_LINKED',
  mapped: 'RECORD_EVENT_KIND_MAPPED',
  attempt: 'RECORD_EVENT_KIND_ATTEMPT',
  'set-aside': 'RECORD_EVENT_KIND_SET_ASIDE',
  buried: 'RECORD_EVENT_KIND_BURIED',
  closed: 'RECORD_EVENT_KIND_CLOSED',
  applied: 'RECORD_EVENT_KIND_APPLIED',
  unchanged: 'RECORD_EVENT_KIND_UNCHANGED',
  superseded: 'RECORD_EVENT_KIND_SUPERSEDED',
  echo: 'RECORD_EVENT_KIND_ECHO',
  waiting: 'RECORD_EVENT_KIND_WAITING',
} as const);

export function storyMessage({ thing, events }: Story): StoryMessage {
  return { record: whereaboutsMessage(thing, false), events: events.map(eventMessage) };
}

/** Versions are returned without content: the events hold it. */
export function readStory({ record, events }: RecordStory__Output): Story {
  const nothing = { masterKey: null, links: [], streams: [], lanes: [] };
  return { thing: record ? readWhereabouts(record) : nothing, events: events.map(readEvent) };
}

function eventMessage(event: StoryEvent): EventMessage {
  const { stream, message, code } = event;
  return {
    ...{ stream, message, kind: kinds.toWord(event.kind), at: optionalMoment(event.atMs) },
    lane: event.lane ?? '',
    seq: event.seq ?? 0,
    version: event.version ?? 0,
    operation: event.operation ?? '',
    beforeJson: event.before === null ? '' : JSON.stringify(event.before),
    afterJson: event.after === null ? '' : JSON.stringify(event.after),
    code: code ?? '',
    remedy: code === null ? '' : failureCatalogue[code].remedy,
    externalId: event.externalId ?? '',
    deadLetterId: event.deadLetterId ?? '',
    nextAttemptAt: optionalMoment(event.dueAtMs),
  };
}

function readEvent(event: RecordEvent__Output): StoryEvent {
  const { stream, message } = event;
  return {
    ...{ stream, message, kind: kinds.toState(event.kind), atMs: readOptionalMoment(event.at) },
    lane: event.lane || null,
    seq: event.seq || null,
    version: event.seq === 0 ? null : event.version,
    operation: (event.operation || null) as Operation | null,
    before: readObject(event.beforeJson),
    after: readObject(event.afterJson),
    code: (event.code || null) as FailureCode | null,
    externalId: event.externalId || null,
    deadLetterId: event.deadLetterId || null,
    dueAtMs: readOptionalMoment(event.nextAttemptAt),
  };
}
