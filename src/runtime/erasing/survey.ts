import type { BusConnection, KeyInLog } from '../../bus/index.ts';
import { findKey } from '../../bus/index.ts';
import type { Erased, ErasureOrder, ImportStatus, Remaining } from '../../domain/index.ts';
import { Failure } from '../../domain/index.ts';
import type { HeldThing, Store, ThingInStream } from '../../store/index.ts';
import type { LaneAtWork } from '../lane-effects.ts';
import type { StreamAtWork } from '../stream-effects.ts';
import type { Place } from '../whereabouts.ts';
import type { Thing } from './places.ts';
import { findThing } from './places.ts';

export interface SurveyParts {
  readonly bus: BusConnection;
  readonly store: Store;
  readonly streams: ReadonlyMap<string, StreamAtWork>;
  readonly lanes: ReadonlyMap<string, LaneAtWork>;
  readonly imports: () => readonly ImportStatus[];
}

/** What is to be erased, where it is, and what remains. */
export interface Survey {
  readonly held: HeldThing;
  /** Places whose log holds records that can be erased. */
  readonly logs: readonly Place[];
  readonly inLogs: readonly Erased[];
  /** What remains, apart from what the store reports itself. */
  readonly remaining: readonly Remaining[];
}

interface Found {
  readonly place: Place;
  readonly inLog: KeyInLog;
}

/** Finds where a thing is. Writes nothing. @throws Failure NOT_FOUND, ERASURE_REFUSED */
export async function survey(
  parts: SurveyParts,
  order: ErasureOrder,
  signal: AbortSignal,
): Promise<Survey> {
  const thing = await findThing(parts, order);
  const found: Found[] = [];
  for (const place of thing.meant) {
    signal.throwIfAborted();
    found.push({ place, inLog: await findKey(parts.bus, place.stream.plan.name, place.key) });
  }
  const framed = found.filter(({ inLog }) => inLog.framed > 0);
  if (!order.leaveFrames && framed.length > 0) throw inFrames(framed);
  for (const one of framed) await requirePassed(parts, one);
  const keepers = await keepersOf(parts, thing);
  return {
    held: {
      masterKey: thing.masterKey,
      inStreams: thing.meant.map(inStore),
      withLinks: keepers.length === 0,
    },
    logs: found.filter(({ inLog }) => inLog.singles > 0).map(({ place }) => place),
    inLogs: found.flatMap(({ place: { stream }, inLog: { singles } }) =>
      singles > 0 ? [{ place: 'log', stream: stream.plan.name, count: singles }] : [],
    ),
    remaining: [...framed.map(ofFrames), ...keepers, ...importsInto(parts, thing)],
  };
}

function inStore({ stream: { plan }, key }: Place): ThingInStream {
  const flows = plan.lanes.flatMap(({ twoWay }) => (twoWay ? [twoWay.flow] : []));
  return { stream: plan.name, key, flows };
}

/** Returns other streams that hold the thing, for which its ids have to stay linked. */
async function keepersOf(
  { bus, store }: SurveyParts,
  { masterKey, others }: Thing,
): Promise<readonly Remaining[]> {
  if (masterKey === null) return [];
  const links = await store.erasures.countRows({ masterKey, inStreams: [], withLinks: true });
  const keepers: Remaining[] = [];
  for (const place of others) {
    const stream = place.stream.plan.name;
    const { singles, framed } = await findKey(bus, stream, place.key);
    const inStreams = [inStore(place)];
    const rows = await store.erasures.countRows({ masterKey, inStreams, withLinks: false });
    if (singles + framed + rows === 0) continue;
    keepers.push({ kind: 'links', stream, count: links, untilMs: null });
  }
  return keepers;
}

function importsInto({ imports }: SurveyParts, { meant }: Thing): readonly Remaining[] {
  const streams = new Set(meant.map(({ stream }) => stream.plan.name));
  const underWay = imports().filter(({ state }) => state !== 'finished' && state !== 'cancelled');
  return [...streams].flatMap((stream) => {
    const count = underWay.filter((one) => one.stream === stream).length;
    return count > 0 ? [{ kind: 'imports' as const, stream, count, untilMs: null }] : [];
  });
}

/** Retention drops whole frames, once all their records are past the age limit and settled. */
function ofFrames({ place: { stream }, inLog: { framed, newestFramed } }: Found): Remaining {
  const { name, limits } = stream.plan;
  const { maxAgeMs } = limits;
  const untilMs = newestFramed && maxAgeMs !== null ? newestFramed.storedAtMs + maxAgeMs : null;
  return { kind: 'frames', stream: name, count: framed, untilMs };
}

/** A lane that has not read it yet would link and deliver it after the erasure. */
async function requirePassed(
  { lanes }: SurveyParts,
  { place: { stream }, inLog: { newestFramed } }: Found,
): Promise<void> {
  for (const { name } of stream.plan.lanes) {
    const position = await lanes.get(name)?.ledger.position();
    if (!position || !newestFramed || position.settledSeq >= newestFramed.seq) continue;
    throw new Failure('ERASURE_REFUSED', {
      message: `Lane ${name} has yet to take the record from a frame of stream ${stream.plan.name}, and would deliver it after the erasure. Wait until the lane has settled position ${newestFramed.seq}, then erase.`,
    });
  }
}

function inFrames(framed: readonly Found[]): Failure {
  const told = framed.map((found) => {
    const { stream, count, untilMs } = ofFrames(found);
    const until =
      untilMs === null
        ? 'which has no age limit: give it one (`limits.age`)'
        : `which drops the newest of them after ${new Date(untilMs).toISOString()}`;
    return `stream ${stream} (${count}), ${until}`;
  });
  return new Failure('ERASURE_REFUSED', {
    message: `Records of this key share messages with others (frames) in the log of ${told.join('; ')}. A single record cannot be taken out of a frame.`,
  });
}
