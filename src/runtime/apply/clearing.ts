import type { BusConnection } from '../../bus/index.ts';
import { deleteConsumer, deleteLog, findExtent, streamsWithLog } from '../../bus/index.ts';
import type { Doomed, Store } from '../../store/index.ts';
import type { HubPlan } from '../config/index.ts';

export interface ClearingParts {
  readonly bus: BusConnection;
  readonly store: Store;
}

/**
 * Deletes for good what a version gave up, and notes that it is done. What the plan in force has a place for again stays. May be
 * called again after a crash.
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
    await deleteLog(bus, name);
    await store.forget.stream(name);
  }
  await store.configVersions.doomedGone(version);
}

/** A log that holds nothing and that nobody is configured for was made for a version that never took effect. */
export async function clearOrphans({ bus }: Pick<ClearingParts, 'bus'>, inForce: HubPlan) {
  const configured = new Set(inForce.streams.map(({ name }) => name));
  for (const name of await streamsWithLog(bus)) {
    if (!configured.has(name) && (await findExtent(bus, name))?.records === 0) {
      await deleteLog(bus, name);
    }
  }
}

/** What is removed without loss leaves no consumer and no empty log behind. */
export async function clearEmpty(
  { bus }: ClearingParts,
  { streams, lanes }: Doomed,
  isEmpty: (stream: string) => Promise<boolean>,
): Promise<void> {
  for (const { name } of lanes) await deleteConsumer(bus, name.split('/')[0] ?? '', name);
  for (const name of streams) if (await isEmpty(name)) await deleteLog(bus, name);
}

/**
 * A stream whose records become others begins with an empty log, at its source's start, and so do its lanes. The log first: with
 * its lanes behind it a crash in between comes to the same.
 */
export async function renewStreamMemory(
  { bus, store }: ClearingParts,
  stream: string,
  memories: readonly number[],
): Promise<void> {
  await deleteLog(bus, stream);
  for (const memory of memories) await store.forget.whatLaneApplied(memory);
  await store.forget.stream(stream);
}
