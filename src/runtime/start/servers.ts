import type { BusConnection } from '../../bus/index.ts';
import { connectBus } from '../../bus/index.ts';
import type { Store } from '../../store/index.ts';
import { openStore } from '../../store/index.ts';
import type { StartContext } from './context.ts';

export interface Connections {
  readonly bus: BusConnection;
  readonly store: Store;
  /** Since when this hub is the one at work on its namespace. */
  readonly startedAtMs: number;
}

/**
 * Connects with NATS and PostgreSQL, and waits until no other hub works on the namespace.
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

/** One hub per namespace. Its writes are fenced besides, so a lost lease harms nothing; it only has to be known. */
async function takeLease(
  store: Store,
  { log, opened, options: { onProgress } }: StartContext,
  signal: AbortSignal,
): Promise<void> {
  const lease = await store.acquireLease({
    signal,
    onWait: () => onProgress?.('another hub works on this namespace: waiting until it stops'),
  });
  opened.defer(() => lease.release());
  lease.lost.addEventListener('abort', () => {
    log.warn('lost the connection that marks this hub as the one at work; its writes stay fenced');
  });
}
