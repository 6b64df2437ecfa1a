import type { BusConnection } from '../../bus/index.ts';
import {
  deleteConsumer,
  deleteLog,
  ensureStream,
  findExtent,
  streamsWithLog,
} from '../../bus/index.ts';
import type { Doomed, Store } from '../../store/index.ts';
import type { HubPlan, StreamPlan } from '../config/index.ts';

export interface ClearingParts {
  readonly bus: BusConnection;
  readonly store: Store;
}

/**
 * Deletes for good what a version gave up, and notes that this is done. Keeps what the plan in force uses again. May be
 * repeated after a crash.
 * @throws Failure BUS_UNAVAILABLE, STORE_UNAVAILABLE; the rest is then left for the next start
 */
export async function clearDoomed(
  { bus, store }: ClearingParts,
  { version, doomed }: { readonly version: number; readonly doomed: Doomed },
  inForce: HubPlan,
  memoriesAtWork: ReadonlySet<number>,
): Promise<void> {
  if (doomed.streams.length + doomed.lanes.length === 0) return;
  const streams = new Set(inForce.streams.map(({ name }) => name));
  const lanes = new Set(inForce.streams.flatMap((stream) => stream.lanes.map(({ name }) => name)));
  for (const { name, memory } of doomed.lanes) {
    const [stream = ''] = name.split('/');
    if (!lanes.has(name)) await deleteConsumer(bus, stream, name);
    if (!memoriesAtWork.has(memory)) await store.forget.lane(memory);
  }
  for (const name of doomed.streams) {
    if (streams.has(name)) continue;
    await store.imports.startAgain(name);
    await deleteLog(bus, name);
    await store.forget.stream(name);
  }
  await store.configVersions.doomedGone(version);
}

/** Deletes empty logs that no stream is configured for: they were made for a version that never took effect. */
export async function clearOrphans({ bus }: Pick<ClearingParts, 'bus'>, inForce: HubPlan) {
  const configured = new Set(inForce.streams.map(({ name }) => name));
  for (const name of await streamsWithLog(bus)) {
    if (!configured.has(name) && (await findExtent(bus, name))?.records === 0) {
      await deleteLog(bus, name);
    }
  }
}

/** Deletes the consumers and empty logs of parts that were removed without loss. */
export async function clearEmpty(
  { bus }: ClearingParts,
  { streams, lanes }: Doomed,
  isEmpty: (stream: string) => Promise<boolean>,
): Promise<void> {
  for (const { name } of lanes) await deleteConsumer(bus, name.split('/')[0] ?? '', name);
  for (const name of streams) if (await isEmpty(name)) await deleteLog(bus, name);
}

/**
 * Empties the log of a stream whose records change, so that the stream, its open imports and its lanes start again at
 * the beginning. What was read is forgotten first: wherever a crash or a failure leaves the rest, the source is read
 * again, under whichever plan is in force. Lanes that still have a position behind the new log's end are repaired by
 * the next start.
 */
export async function renewStreamMemory(
  { bus, store }: ClearingParts,
  { name, limits }: Pick<StreamPlan, 'name' | 'limits'>,
): Promise<void> {
  await store.imports.startAgain(name);
  await store.forget.whatStreamRead(name);
  await deleteLog(bus, name);
  await ensureStream(bus, name, limits);
  await store.forget.whatLanesApplied(name);
}
