import type { KeyVersions } from '../bus/index.ts';
import { readRecord, readVersions } from '../bus/index.ts';
import type {
  AppliedVersion,
  LinkedId,
  RecordInLane,
  RecordInLog,
  RecordPlace,
  RecordQuestion,
  Whereabouts,
} from '../domain/index.ts';
import { Failure } from '../domain/index.ts';
import { DELETED } from '../pipeline/index.ts';
import type { EndpointName, KeyHolding, KnownThing } from '../store/index.ts';
import { identityEndpoint } from '../store/index.ts';
import type { HistoryParts } from './history.ts';
import type { StreamAtWork } from './stream-effects.ts';
import { isTimeIn } from './version-times.ts';

const MAX_THINGS = 20;

/** One thing in one stream. */
export interface Place {
  readonly stream: StreamAtWork;
  readonly key: string;
}

/** Looks a thing up in the store, in the log of each stream that may hold it, and in their lanes. */
export async function lookUp(
  parts: HistoryParts,
  question: RecordQuestion,
  signal: AbortSignal,
): Promise<{ things: readonly Whereabouts[]; more: boolean }> {
  const known = await findKnown(parts, question);
  const told = known.slice(0, MAX_THINGS);
  const linked = await Promise.all(
    told.map((thing) => whereabouts(parts, question, placesOf(parts, thing), thing)),
  );
  signal.throwIfAborted();
  const unlinked = await findUnlinked(parts, question, linked);
  const things = [...linked, ...unlinked];
  if (things.length > 0) return { things, more: known.length > MAX_THINGS };
  throw new Failure('NOT_FOUND', { message: `Nothing is known of ${nameOf(question)}.` });
}

async function findKnown(
  { store, streams }: HistoryParts,
  { by }: RecordQuestion,
): Promise<readonly KnownThing[]> {
  if (by.kind === 'master-key') return store.records.byMasterKey(by.masterKey);
  const { id, connector, entity } = by;
  // A source with a shared identity keeps its ids in that key space.
  const alsoIn = [...streams.values()]
    .filter((stream) => isOf(stream, connector, entity))
    .map(({ plan }) => identityEndpoint(plan.identity));
  return store.records.byId({ id, connector, entity, alsoIn }, MAX_THINGS + 1);
}

/** Finds keys that are not linked yet, or failed before they were: they are only in a log or among dead letters. */
async function findUnlinked(
  parts: HistoryParts,
  question: RecordQuestion,
  linked: readonly Whereabouts[],
): Promise<readonly Whereabouts[]> {
  const { by } = question;
  if (by.kind === 'master-key') return [];
  const asKey = linked.flatMap(({ streams }) => streams.filter(({ key }) => key === by.id));
  const seen = new Set(asKey.map(({ stream }) => stream));
  const spaces = Map.groupBy(
    [...parts.streams.values()].filter(
      (stream) => !seen.has(stream.plan.name) && isOf(stream, by.connector, by.entity),
    ),
    ({ plan }) => plan.identity,
  );
  const found = await Promise.all(
    [...spaces.values()].map((streams) =>
      whereabouts(
        parts,
        question,
        streams.map((stream) => ({ stream, key: by.id })),
        null,
      ),
    ),
  );
  return found.map(onlyWithContent).filter((thing) => thing !== null);
}

function onlyWithContent(thing: Whereabouts): Whereabouts | null {
  const streams = thing.streams.filter(({ totalVersions }) => totalVersions > 0);
  const lanes = thing.lanes.filter(({ place }) => place !== 'nowhere');
  return streams.length + lanes.length === 0 ? null : { ...thing, streams, lanes };
}

async function whereabouts(
  parts: HistoryParts,
  { versions }: RecordQuestion,
  places: readonly Place[],
  thing: KnownThing | null,
): Promise<Whereabouts> {
  const found = await Promise.all(places.map((place) => inStream(parts, place, versions)));
  return {
    masterKey: thing?.masterKey ?? null,
    links: thing?.links ?? [],
    streams: found.map(({ log }) => log),
    lanes: tellingLanes(found.flatMap(({ lanes }) => lanes)),
  };
}

/**
 * Several keys of one thing share what a lane has delivered of it. Only the first tells that, beside those of which
 * something waits.
 */
function tellingLanes(all: readonly RecordInLane[]): readonly RecordInLane[] {
  return [...Map.groupBy(all, ({ lane }) => lane).values()].flatMap((keys) => {
    const waiting = keys.filter(
      ({ place, paused }) => paused || (place !== 'delivered' && place !== 'nowhere'),
    );
    return waiting.length > 0 ? waiting : keys.slice(0, 1);
  });
}

async function inStream(
  parts: HistoryParts,
  { stream, key }: Place,
  limit: number,
): Promise<{ log: RecordInLog; lanes: readonly RecordInLane[] }> {
  const { plan } = stream;
  const inLog = await readVersions(parts.bus, plan.name, key, limit);
  const lanes = await Promise.all(
    plan.lanes.map(({ name }) => inLane(parts, { lane: name, key, inLog })),
  );
  return {
    log: {
      ...{ stream: plan.name, key },
      versions: inLog.newest,
      totalVersions: inLog.seqs.length,
      versionsAreTimes: inLog.newest.some((record) => isTimeIn(stream, record)),
    },
    lanes,
  };
}

interface LaneQuestion {
  readonly lane: string;
  readonly key: string;
  readonly inLog: KeyVersions;
}

async function inLane(
  { bus, lanes, laneState }: HistoryParts,
  { lane: name, key, inLog }: LaneQuestion,
): Promise<RecordInLane> {
  const lane = lanes.get(name);
  if (!lane) throw new Failure('NOT_FOUND', { message: `There is no lane "${name}".` });
  const holding = await lane.ledger.inquiry.holding(key);
  const { applied, externalId, paused, parked, deadLetters, settledSeq } = holding;
  const backlog = inLog.seqs.filter((seq) => seq > settledSeq).length;
  const storedAtMs = async (seq: number) =>
    inLog.newest.find((record) => record.seq === seq)?.storedAtMs ??
    (await readRecord(bus, lane.plan.stream, seq))?.storedAtMs ??
    null;
  const appliedVersion: AppliedVersion | null = applied && {
    ...{ seq: applied.seq, version: applied.version },
    storedAtMs: await storedAtMs(applied.seq),
    deleted: applied.hash === DELETED,
  };
  return {
    ...{ lane: name, key, externalId, backlog, parked, paused, deadLetters },
    place: placeOf(holding, backlog),
    laneState: laneState(name),
    applied: appliedVersion,
  };
}

/** The most urgent place first. */
function placeOf(holding: KeyHolding, backlog: number): RecordPlace {
  const { paused, parked, deadLetters, applied } = holding;
  if (paused && (parked.length > 0 || backlog > 0)) return 'paused';
  if (deadLetters.length > 0) return 'dead-letter';
  if (parked.length > 0) return 'parked';
  if (backlog > 0) return 'backlog';
  return applied ? 'delivered' : 'nowhere';
}

/** Returns the streams whose source keys are among the ids of the thing. */
export function placesOf(
  { streams }: Pick<HistoryParts, 'streams'>,
  { links }: KnownThing,
): readonly Place[] {
  return [...streams.values()].flatMap((stream) =>
    links
      .filter((link) => isSameEndpoint(link, identityEndpoint(stream.plan.identity)))
      .map(({ externalId }) => ({ stream, key: externalId })),
  );
}

function isSameEndpoint(one: LinkedId, other: EndpointName): boolean {
  return one.connector === other.connector && one.entity === other.entity;
}

function isOf({ plan }: StreamAtWork, connector: string | null, entity: string | null): boolean {
  return (
    (connector === null || plan.connector === connector) &&
    (entity === null || plan.source.entity === entity)
  );
}

function nameOf({ by }: RecordQuestion): string {
  if (by.kind === 'master-key') return `master key ${by.masterKey}`;
  const place = [by.connector, by.entity].filter((part) => part !== null).join('/');
  return place ? `id "${by.id}" of ${place}` : `id "${by.id}"`;
}
