import type {
  AppliedVersion,
  KnownId,
  ParkedVersion,
  RecordInLane,
  RecordInLog,
  StoredRecord,
  Whereabouts,
} from '../../domain/index.ts';
import { shownVersion } from '../../domain/index.ts';
import { plainLine, plainText } from '../plain-text.ts';
import { ago, ahead, count } from '../words.ts';

interface Told {
  readonly things: readonly Whereabouts[];
  readonly more: boolean;
  readonly withDocuments: boolean;
  readonly nowMs: number;
}

/** Formats where the things with an id are, one paragraph each. */
export function whereaboutsText(id: string, told: Told): string {
  const { things, more } = told;
  const lines = things.map((thing) => thingText(thing, told));
  return [
    ...(things.length > 1 ? [`${things.length} things have the id ${plainLine(id)}.`] : []),
    ...lines,
    ...(more ? ['There are more things with that id: give --connector or --entity.'] : []),
  ].join('\n\n');
}

/** Whether the versions of a stream are times. */
export type Times = (stream: string) => boolean;

export function timesIn({ streams }: Whereabouts): Times {
  const timed = streams.filter(({ versionsAreTimes }) => versionsAreTimes);
  return (name) => timed.some(({ stream }) => stream === name);
}

function thingText(thing: Whereabouts, told: Told): string {
  const { masterKey, links, streams, lanes } = thing;
  const times = timesIn(thing);
  const head = masterKey === null ? 'not linked yet' : `master key ${masterKey}`;
  return [
    head,
    ...links.map((link) => `  ${linkText(link)}`),
    ...streams.flatMap((stream) => streamText(stream, told)),
    ...lanes.flatMap((lane) => laneText(lane, times, told.nowMs)),
  ].join('\n');
}

function linkText({ connector, entity, externalId, gaveWay }: KnownId): string {
  const place = connector === '' ? entity : `${connector}/${entity}`;
  return plainLine(
    `${place}: ${externalId}${gaveWay ? ' (replaced by another id of this system)' : ''}`,
  );
}

function streamText(log: RecordInLog, told: Told): string[] {
  const { stream, key, versions, totalVersions } = log;
  const hidden = totalVersions - versions.length;
  return [
    `stream ${plainLine(stream)}, key ${plainLine(key)}: ${versionCount(totalVersions)} in the log`,
    ...versions.flatMap((version) => versionText(version, log.versionsAreTimes, told)),
    ...(hidden > 0 ? [`  and ${count(hidden)} older: --versions shows more`] : []),
  ];
}

function versionCount(total: number): string {
  return total === 1 ? '1 version' : `${count(total)} versions`;
}

function versionText(
  record: StoredRecord,
  isTime: boolean,
  { withDocuments, nowMs }: Told,
): string[] {
  const { seq, version, operation, storedAtMs, document } = record;
  const gone = operation === 'delete' ? ', deleted' : '';
  return [
    `  seq ${seq}, version ${shownVersion(version, isTime)}${gone}, stored ${ago(storedAtMs, nowMs)}`,
    ...(withDocuments ? [plainText(JSON.stringify(document, null, 2))] : []),
  ];
}

const PLACES: Readonly<Record<RecordInLane['place'], string>> = {
  nowhere: 'nothing delivered',
  delivered: 'delivered',
  backlog: 'in the backlog',
  parked: 'parked',
  paused: 'waiting, its key is paused',
  'dead-letter': 'dead letter',
};

function laneText(lane: RecordInLane, times: Times, nowMs: number): string[] {
  const { place, laneState, backlog, paused, applied, externalId, parked, deadLetters } = lane;
  // A running lane is not mentioned; the state of any other explains why something waits.
  const isTime = times(streamOf(lane.lane));
  const working = laneState === 'running' || place === 'delivered' || place === 'nowhere';
  const why = working ? '' : ` (the lane is ${laneState})`;
  return [
    `lane ${plainLine(lane.lane)}: ${PLACES[place]}${why}`,
    ...(applied ? [`  ${appliedText(applied, externalId, { isTime, nowMs })}`] : []),
    ...(backlog > 0 ? [`  ${versionCount(backlog)} in the backlog`] : []),
    ...(paused && place !== 'paused' ? ['  its key is paused'] : []),
    ...parked.map((one) => `  ${parkedText(one, { isTime, nowMs })}`),
    ...deadLetters.map(
      ({ id, code, reason, buriedAtMs }) =>
        `  ${plainLine(`dead letter ${id}, ${ago(buriedAtMs, nowMs)}: ${code}: ${reason}`)}`,
    ),
  ];
}

/** A lane has the name of its stream and of its connector. */
function streamOf(lane: string): string {
  return lane.slice(0, lane.lastIndexOf('/'));
}

interface VersionTold {
  readonly isTime: boolean;
  readonly nowMs: number;
}

function appliedText(
  { version, storedAtMs, deleted }: AppliedVersion,
  externalId: string | null,
  { isTime, nowMs }: VersionTold,
): string {
  const id = externalId === null ? '' : ` as ${externalId}`;
  const when = storedAtMs === null ? '' : `, stored ${ago(storedAtMs, nowMs)}`;
  const verb = deleted ? 'deleted in the target' : 'the target has';
  return plainLine(`${verb} version ${shownVersion(version, isTime)}${id}${when}`);
}

function parkedText(
  { version, attempts, dueAtMs, last, deadLetterId }: ParkedVersion,
  { isTime, nowMs }: VersionTold,
): string {
  const next = dueAtMs === null ? 'waits for another record' : `next try ${ahead(dueAtMs, nowMs)}`;
  const why = last === null ? '' : `, last: ${last.code}: ${last.message}`;
  const replayed = deadLetterId === null ? '' : `, replay of dead letter ${deadLetterId}`;
  return plainLine(
    `version ${shownVersion(version, isTime)}: ${count(attempts)} attempts failed, ${next}${replayed}${why}`,
  );
}
