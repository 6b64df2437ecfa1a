import type { HubPort } from '../control/index.ts';
import type { CauseGroup } from '../domain/index.ts';
import type { Links, Store } from '../store/index.ts';
import { tickOf } from './schedules.ts';
import { untilSettled } from './settled.ts';
import type { Addresses, HubOptions } from './start/index.ts';
import {
  beginWork,
  bindDoors,
  castActors,
  connectServers,
  openDoors,
  openLandscape,
  openPort,
  openTools,
  readContext,
} from './start/index.ts';

export type { HubOptions } from './start/index.ts';

/** Time limit for all calls to the database once the hub stops; that of work in flight is as long. */
const STOP_LIMIT_MS = 10_000;

/** A running hub. */
export interface RunningHub extends HubPort, Addresses {
  /**
   * Resolves when every stream that reads at the start has since finished a run, none is reading, and no lane has
   * anything left.
   */
  settled(signal: AbortSignal): Promise<void>;
  /**
   * Aborts with a Failure when this hub lost its connection to the database and another took over its namespace: stop
   * this one. What it still writes is refused.
   */
  readonly displaced: AbortSignal;
  /** Returns open failures by cause, most frequent first. */
  troubles(): Promise<readonly CauseGroup[]>;
  /** Returns how many things the hub knows. */
  masterKeys(): Promise<number>;
  /** Returns all ids of one thing; null when the hub does not know this one. */
  links(connector: string, entity: string, externalId: string): Promise<Links | null>;
  /** Stops reading, lets work in flight settle, and closes everything. A second call waits for the first. */
  stop(): Promise<void>;
}

/**
 * Starts a hub on running servers, stage by stage (`start/index.ts`).
 * @throws Failure CONFIG_INVALID with all mistakes; SETUP_FAILED
 */
export async function startHub(options: HubOptions): Promise<RunningHub> {
  await using opened = new AsyncDisposableStack();
  const context = await readContext(options, opened);
  const connections = await connectServers(context);
  const served = { ...context, ...connections };
  const ground = { ...served, ...(await openTools(served)) };
  const open = await openLandscape(ground, {
    // Called once the actors have started.
    trip: (connector, failure) => actors.supervisor.trip(connector, failure),
    wake: (stream) => actors.supervisor.send(tickOf(stream)),
    onHint: () => actors.hints.wake(),
  });
  const actors = await castActors({ ...ground, ...open });
  const { hub, configuration } = openPort({ ...ground, ...open, ...actors });
  const doors = await bindDoors(hub, { ...ground, ...open });
  await beginWork({ ...ground, ...open, ...actors });
  const addresses = await openDoors(hub, doors, { ...ground, ...open, configuration });

  const { bus, store, displaced, startedAtMs } = connections;
  const { reading } = actors;
  const { board } = open.landscape;
  const resources = opened.move();
  let stopped: Promise<void> | null = null;
  return {
    ...hub,
    ...addresses,
    displaced,
    settled: (signal) =>
      untilSettled(hub, bus, {
        ...{ sinceMs: startedAtMs, reading, signal },
        refresh: () => board.refresh(),
      }),
    troubles: () => store.causes.groups({ streams: null, withClosed: false }),
    masterKeys: () => store.masterKeyCount(),
    links: (connector, entity, externalId) => store.links(connector, entity, externalId),
    stop: () => (stopped ??= closeAll(resources, store)),
  };
}

/** Closes everything. Work that still waits for the database when the time is up ends as in a crash. */
async function closeAll(resources: AsyncDisposableStack, store: Store): Promise<void> {
  const timeIsUp = setTimeout(() => store.cut(), STOP_LIMIT_MS);
  try {
    await resources.disposeAsync();
  } finally {
    clearTimeout(timeIsUp);
  }
}
