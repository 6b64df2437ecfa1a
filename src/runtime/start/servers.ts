import type { BusConnection } from '../../bus/index.ts';
import { connectBus } from '../../bus/index.ts';
import type { Store } from '../../store/index.ts';
import { reachDatabase } from '../../store/index.ts';
import type { StartContext } from './context.ts';
import type { Place } from './lease.ts';
import { holdLease } from './lease.ts';

export interface Connections extends Place {
  readonly bus: BusConnection;
  readonly store: Store;
  /** Time from which this hub has held its namespace. */
  readonly startedAtMs: number;
}

/**
 * Connects to NATS and PostgreSQL, waits until no other hub uses the namespace, and migrates its tables: a hub in reserve
 * may be of a newer version than the one at work.
 * @throws Failure SETUP_FAILED, STORE_UNAVAILABLE
 */
export async function connectServers(context: StartContext): Promise<Connections> {
  const { namespace, opened, options } = context;
  const { natsUrl, natsFolder, databaseUrl } = options;
  const signal = options.signal ?? new AbortController().signal;
  const bus = await connectBus(natsUrl, namespace, natsFolder);
  opened.defer(() => bus.nc.close());
  const database = await reachDatabase({ databaseUrl, namespace, signal });
  const place = await holdLease(database, context, signal);
  const store = await database.openStore();
  opened.defer(() => store.close());
  return { bus, store, ...place, startedAtMs: Date.now() };
}
