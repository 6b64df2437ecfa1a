import type { BusConnection } from '../../bus/index.ts';
import { connectBus } from '../../bus/index.ts';
import type { Store } from '../../store/index.ts';
import { openStore } from '../../store/index.ts';
import type { StartContext } from './context.ts';

export interface Connections {
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
  await takeLease(store, context, signal);
  return { bus, store, startedAtMs: Date.now() };
}

/** Allows one hub per namespace. Writes are fenced as well, so losing the lease does no harm and is only logged. */
async function takeLease(
  store: Store,
  { log, opened, options: { onProgress } }: StartContext,
  signal: AbortSignal,
): Promise<void> {
  const lease = await store.acquireLease({
    signal,
    onWait: () => onProgress?.('another hub uses this namespace: waiting until it stops'),
  });
  opened.defer(() => lease.release());
  lease.lost.addEventListener('abort', () => {
    log.warn('lost the connection that holds the lease of this hub; its writes stay fenced');
  });
}
