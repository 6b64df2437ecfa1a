import type { BusConnection } from '../../bus/index.ts';
import { connectBus } from '../../bus/index.ts';
import type { Store } from '../../store/index.ts';
import { openStore } from '../../store/index.ts';
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
 * Connects to NATS and PostgreSQL, and waits until no other hub uses the namespace.
 * @throws Failure SETUP_FAILED, STORE_UNAVAILABLE
 */
export async function connectServers(context: StartContext): Promise<Connections> {
  const { namespace, opened, options } = context;
  const { natsUrl, natsFolder, databaseUrl } = options;
  const signal = options.signal ?? new AbortController().signal;
  const bus = await connectBus(natsUrl, namespace, natsFolder);
  opened.defer(() => bus.nc.close());
  const store = await openStore({ databaseUrl, namespace, signal });
  opened.defer(() => store.close());
  const place = await holdLease(store, context, signal);
  return { bus, store, ...place, startedAtMs: Date.now() };
}
