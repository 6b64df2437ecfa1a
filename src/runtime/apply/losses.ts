import type { BusConnection } from '../../bus/index.ts';
import { findExtent, readBacklog } from '../../bus/index.ts';
import type { Doomed, Store } from '../../store/index.ts';
import type { HubPlan, StreamPlan } from '../config/index.ts';
import type { LaneAtWork } from '../lane-effects.ts';
import { renewedStreams } from './beginners.ts';

/** Two plans, and the data that the first left behind. */
export interface Comparison {
  readonly bus: BusConnection;
  readonly store: Store;
  readonly lanes: ReadonlyMap<string, LaneAtWork>;
  readonly before: HubPlan;
  readonly after: HubPlan;
}

/** Data that has no place in the second plan. */
export interface Losses {
  /** One sentence for each thing that would be lost; empty when nothing would be. */
  readonly sentences: readonly string[];
  /** Data that is given up once the second plan is in force. */
  readonly doomed: Doomed;
  /** Streams whose records change: their log and cursor are given up before they restart. */
  readonly renewed: readonly string[];
}

/** Finds what would be lost. @throws Failure BUS_UNAVAILABLE, STORE_UNAVAILABLE */
export async function findLosses(comparison: Comparison): Promise<Losses> {
  const { before, after } = comparison;
  const sentences: string[] = [];
  const kept = new Set(after.streams.map(({ name }) => name));
  const removed = before.streams.filter(({ name }) => !kept.has(name));
  const renewed = renewedStreams(before, after);
  for (const { name } of removed) {
    const left = await leftInStream(comparison, name);
    if (left !== '') sentences.push(`Stream ${name} is removed, and with it ${left}.`);
  }
  sentences.push(...(await lossesOfRenewed(comparison, renewed)));
  const gone = lanesWithoutPlace(comparison);
  for (const lane of gone) {
    const left = await leftInLane(comparison, lane);
    if (left !== '') sentences.push(`Lane ${lane.plan.name} ends, and with it ${left}.`);
  }
  const formerByName = new Map(before.streams.map((stream) => [stream.name, stream]));
  for (const stream of after.streams) {
    const former = formerByName.get(stream.name);
    if (former) sentences.push(...(await lostWithin(comparison, former, stream)));
  }
  return {
    sentences,
    doomed: {
      streams: removed.map(({ name }) => name),
      lanes: gone.map(({ plan, ledger }) => ({ name: plan.name, memory: ledger.id })),
    },
    renewed: [...renewed],
  };
}

/** Returns a sentence for each of these streams that has data and gets other records. */
export async function lossesOfRenewed(
  parts: Pick<Comparison, 'bus' | 'store'>,
  renewed: Iterable<string>,
): Promise<readonly string[]> {
  const sentences: string[] = [];
  for (const name of renewed) {
    const left = await leftInStream(parts, name);
    if (left === '') continue;
    sentences.push(`Stream ${name} gets other records (its \`from\` differs), and loses ${left}.`);
  }
  return sentences;
}

/** Returns lanes that are removed, and lanes that get another target or key space and therefore another memory. */
function lanesWithoutPlace({ lanes, before, after }: Comparison): readonly LaneAtWork[] {
  const places = (plan: HubPlan) =>
    new Map(
      plan.streams.flatMap(({ identity, lanes: own }) =>
        own.map(({ name, connector, target }) => [
          name,
          JSON.stringify([identity, connector, target.entity]),
        ]),
      ),
    );
  const [was, is] = [places(before), places(after)];
  return [...lanes.values()].filter(({ plan: { name } }) => was.get(name) !== is.get(name));
}

async function leftInStream(
  { bus, store }: Pick<Comparison, 'bus' | 'store'>,
  stream: string,
): Promise<string> {
  const records = (await findExtent(bus, stream))?.records ?? 0;
  const letters = await store.deadLetters.count({ stream, states: ['open', 'replaying'] });
  return listed([
    [records, records === 1 ? '1 record in its log' : `${records} records in its log`],
    [letters, deadLetters(letters)],
  ]);
}

async function leftInLane({ bus, store }: Comparison, lane: LaneAtWork): Promise<string> {
  const { name, stream } = lane.plan;
  const { settledSeq } = await lane.ledger.position();
  const { records } = await readBacklog(bus, stream, name, settledSeq);
  const parked = (await lane.ledger.recovery.extent()).records;
  const letters = await store.deadLetters.count({ lane: name, states: ['open', 'replaying'] });
  return listed([
    [records, records === 1 ? '1 record that waits' : `${records} records that wait`],
    [parked, parked === 1 ? '1 that is parked' : `${parked} that are parked`],
    [letters, deadLetters(letters)],
  ]);
}

/** Returns which unsettled records would be dropped by new limits or semantics. */
async function lostWithin(
  { bus, lanes }: Comparison,
  former: StreamPlan,
  next: StreamPlan,
): Promise<readonly string[]> {
  const perKey = next.limits.maxRecordsPerKey ?? Infinity;
  const fewer = perKey < (former.limits.maxRecordsPerKey ?? Infinity);
  const merges = former.semantics === 'event' && next.semantics === 'state';
  if (!fewer && !merges) return [];
  const what = fewer ? 'keeps fewer versions of a key' : 'becomes state';
  for (const { name } of former.lanes) {
    const lane = lanes.get(name);
    if (!lane) continue;
    const { settledSeq } = await lane.ledger.position();
    const { records } = await readBacklog(bus, former.name, name, settledSeq);
    if (records > 0) {
      return [
        `Stream ${former.name} ${what}, while ${records} records wait for lane ${name}: older versions among them are dropped.`,
      ];
    }
  }
  return [];
}

function listed(parts: readonly (readonly [number, string])[]): string {
  const texts = parts.filter(([count]) => count > 0).map(([, text]) => text);
  return texts.join(texts.length > 2 ? ', ' : ' and ');
}

function deadLetters(count: number): string {
  return count === 1 ? '1 open dead letter' : `${count} open dead letters`;
}
