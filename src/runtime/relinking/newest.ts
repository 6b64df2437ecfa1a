import type { BusConnection } from '../../bus/index.ts';
import { readVersions } from '../../bus/index.ts';
import type { StoredRecord } from '../../domain/index.ts';
import type { RecordAgain, RelinkPlan } from '../../store/index.ts';
import { identityEndpoint } from '../../store/index.ts';
import type { LaneAtWork } from '../lane-effects.ts';
import type { StreamAtWork } from '../stream-effects.ts';

export interface NewestParts {
  readonly bus: BusConnection;
  readonly streams: ReadonlyMap<string, StreamAtWork>;
  readonly lanes: ReadonlyMap<string, LaneAtWork>;
}

type Thing = RelinkPlan['things'][number];

/** Returns the records that lanes of state deliver again, since their targets may hold something else. */
export async function newestAgain(
  parts: NewestParts,
  { things, lanes }: Pick<RelinkPlan, 'things' | 'lanes'>,
  signal: AbortSignal,
): Promise<readonly RecordAgain[]> {
  const found: RecordAgain[] = [];
  for (const { lane: name, laneId, masterKey, fate } of lanes) {
    signal.throwIfAborted();
    const lane = parts.lanes.get(name);
    const thing = things.find((one) => one.masterKey === masterKey);
    // The id differs if the stored rows belong to an earlier lane of the same name with another target.
    if (fate !== 'again' || lane?.ledger.id !== laneId || !thing) continue;
    const record = await newestOf(parts, lane, thing);
    if (record) found.push({ laneId, masterKey, record });
  }
  return found;
}

/** Null when the lane will reach the record anyway, or when its log holds none that counts. */
async function newestOf(
  { bus, streams }: NewestParts,
  { plan, ledger }: LaneAtWork,
  { ids, applied }: Thing,
): Promise<StoredRecord | null> {
  const stream = streams.get(plan.stream)?.plan;
  if (stream?.semantics !== 'state') return null;
  const { connector, entity } = identityEndpoint(stream.identity);
  const since = applied.find(({ laneId }) => laneId === ledger.id)?.version ?? -Infinity;
  let newest: StoredRecord | null = null;
  for (const { externalId: key, gaveWay, ...place } of ids) {
    if (place.connector !== connector || place.entity !== entity) continue;
    const { newest: inLog } = await readVersions(bus, stream.name, key, 1);
    const [record] = inLog;
    if (!record || record.version < since) continue;
    // In a two-way flow, the key that stays alone determines what a side holds.
    if (gaveWay === true && (plan.twoWay !== null || record.operation === 'delete')) continue;
    const { settledSeq, parked } = await ledger.inquiry.holding(key);
    if (record.seq > settledSeq || parked.some(({ seq }) => seq === record.seq)) return null;
    if (newest === null || record.version > newest.version) newest = record;
  }
  return newest;
}
