import type {
  AppliedVersion,
  FailureCode,
  JsonObject,
  OpenDeadLetter,
  Operation,
  ParkedVersion,
  RecordInLane,
  RecordInLog,
  StoredRecord,
  Whereabouts,
} from '../../domain/index.ts';
import type {
  AppliedVersion as AppliedMessage,
  AppliedVersion__Output,
} from '../gen/stellwerk/control/v1/AppliedVersion.ts';
import type {
  ParkedVersion as ParkedMessage,
  ParkedVersion__Output,
} from '../gen/stellwerk/control/v1/ParkedVersion.ts';
import type {
  RecordDeadLetter as LetterMessage,
  RecordDeadLetter__Output,
} from '../gen/stellwerk/control/v1/RecordDeadLetter.ts';
import type {
  RecordLane as LaneMessage,
  RecordLane__Output,
} from '../gen/stellwerk/control/v1/RecordLane.ts';
import type {
  RecordStatus,
  RecordStatus__Output,
} from '../gen/stellwerk/control/v1/RecordStatus.ts';
import type {
  RecordStream as StreamMessage,
  RecordStream__Output,
} from '../gen/stellwerk/control/v1/RecordStream.ts';
import type {
  RecordVersion as VersionMessage,
  RecordVersion__Output,
} from '../gen/stellwerk/control/v1/RecordVersion.ts';
import { laneStates } from './lane.ts';
import { momentMessage, optionalMoment, readMoment, readOptionalMoment } from './moment.ts';
import { stateWords } from './state.ts';

const places = stateWords({
  nowhere: 'RECORD_PLACE_NOWHERE',
  delivered: 'RECORD_PLACE_DELIVERED',
  backlog: 'RECORD_PLACE_BACKLOG',
  parked: 'RECORD_PLACE_PARKED',
  paused: 'RECORD_PLACE_PAUSED',
  'dead-letter': 'RECORD_PLACE_DEAD_LETTER',
} as const);

/** @param withDocuments includes the content of each version */
export function whereaboutsMessage(thing: Whereabouts, withDocuments: boolean): RecordStatus {
  return {
    masterKey: thing.masterKey ?? '',
    links: [...thing.links],
    streams: thing.streams.map((stream) => streamMessage(stream, withDocuments)),
    lanes: thing.lanes.map(laneMessage),
  };
}

export function readWhereabouts(message: RecordStatus__Output): Whereabouts {
  const { masterKey, links, streams, lanes } = message;
  return {
    masterKey: masterKey || null,
    links,
    streams: streams.map(readStream),
    lanes: lanes.map(readLane),
  };
}

function streamMessage(one: RecordInLog, withDocuments: boolean): StreamMessage {
  return {
    ...one,
    versions: one.versions.map((version) => versionMessage(version, withDocuments)),
  };
}

function readStream({ versions, ...same }: RecordStream__Output): RecordInLog {
  const { key } = same;
  return { ...same, versions: versions.map((version) => readVersion(version, key)) };
}

function versionMessage(
  { seq, version, operation, storedAtMs, document }: StoredRecord,
  withDocument: boolean,
): VersionMessage {
  const documentJson = withDocument ? JSON.stringify(document) : '';
  return { seq, version, operation, storedAt: momentMessage(storedAtMs), documentJson };
}

function readVersion(message: RecordVersion__Output, key: string): StoredRecord {
  const { seq, version, operation, storedAt, documentJson } = message;
  return {
    ...{ seq, version, key, operation: operation as Operation },
    storedAtMs: readMoment(storedAt),
    document: documentJson === '' ? {} : (JSON.parse(documentJson) as JsonObject),
  };
}

function laneMessage(lane: RecordInLane): LaneMessage {
  const { applied, parked, deadLetters, place, laneState, externalId, ...same } = lane;
  return {
    ...same,
    externalId: externalId ?? '',
    place: places.toWord(place),
    laneState: laneStates.toWord(laneState),
    applied: applied && appliedMessage(applied),
    parked: parked.map(parkedMessage),
    deadLetters: deadLetters.map(letterMessage),
  };
}

function readLane(message: RecordLane__Output): RecordInLane {
  const { applied, parked, deadLetters, place, laneState, externalId, ...same } = message;
  return {
    ...same,
    externalId: externalId || null,
    place: places.toState(place),
    laneState: laneStates.toState(laneState),
    applied: applied && readApplied(applied),
    parked: parked.map(readParked),
    deadLetters: deadLetters.map(readLetter),
  };
}

function appliedMessage({ storedAtMs, ...same }: AppliedVersion): AppliedMessage {
  return { ...same, storedAt: optionalMoment(storedAtMs) };
}

function readApplied({ storedAt, ...same }: AppliedVersion__Output): AppliedVersion {
  return { ...same, storedAtMs: readOptionalMoment(storedAt) };
}

function parkedMessage({ dueAtMs, last, deadLetterId, ...same }: ParkedVersion): ParkedMessage {
  return {
    ...same,
    nextAttemptAt: optionalMoment(dueAtMs),
    lastCode: last?.code ?? '',
    lastMessage: last?.message ?? '',
    deadLetterId: deadLetterId ?? '',
  };
}

function readParked(message: ParkedVersion__Output): ParkedVersion {
  const { nextAttemptAt, lastCode, lastMessage, deadLetterId, ...same } = message;
  return {
    ...same,
    dueAtMs: readOptionalMoment(nextAttemptAt),
    last: lastCode ? { code: lastCode as FailureCode, message: lastMessage } : null,
    deadLetterId: deadLetterId || null,
  };
}

function letterMessage({ buriedAtMs, ...same }: OpenDeadLetter): LetterMessage {
  return { ...same, buriedAt: momentMessage(buriedAtMs) };
}

function readLetter({ buriedAt, code, ...same }: RecordDeadLetter__Output): OpenDeadLetter {
  return { ...same, code: code as FailureCode, buriedAtMs: readMoment(buriedAt) };
}
