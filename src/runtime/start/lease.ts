import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { Failure } from '../../domain/index.ts';
import type { Lease, Store } from '../../store/index.ts';
import { inBackground } from '../background.ts';
import type { Logger } from '../log.ts';
import type { StartContext } from './context.ts';

const TAKE_AGAIN_MS = 1_000;
/** Longer than `TAKE_AGAIN_MS`: after a restart of the database the hub at work goes on, and the one in reserve waits on. */
const WAIT_AGAIN_MS = 5_000;

/**
 * Waits until no other hub uses the namespace, and keeps others out until the hub stops. A lease whose connection breaks
 * is taken again as soon as the database answers; so is the place of a hub that waits.
 * @returns aborts with FENCED when another hub was faster
 * @throws Failure CANCELLED; STORE_UNAVAILABLE if the database does not even say who holds the lease
 */
export async function holdLease(
  store: Store,
  context: StartContext,
  signal: AbortSignal,
): Promise<AbortSignal> {
  const { log, opened } = context;
  const lease = await waitForLease(store, context, signal);
  const displaced = new AbortController();
  const keep = (abort: AbortSignal) => keepLease(lease, { store, log, displaced, abort });
  opened.defer(inBackground(keep, log));
  return displaced.signal;
}

async function waitForLease(
  store: Store,
  { log, options: { onProgress } }: StartContext,
  signal: AbortSignal,
): Promise<Lease> {
  let isInReserve = false;
  const onWait = () => {
    isInReserve = true;
    onProgress?.('another hub uses this namespace: waiting until it stops');
  };
  for (;;) {
    try {
      return await store.acquireLease({ signal, onWait });
    } catch (error) {
      const failure = Failure.from(error);
      if (!isInReserve || failure.code !== 'STORE_UNAVAILABLE') throw failure;
      log.warn({ err: failure }, 'lost its place in the queue for the lease, and waits again');
    }
    await wait(WAIT_AGAIN_MS, undefined, { signal }).catch(() => undefined);
  }
}

interface Keeping {
  readonly store: Store;
  readonly log: Logger;
  readonly displaced: AbortController;
  readonly abort: AbortSignal;
}

async function keepLease(first: Lease, keeping: Keeping): Promise<void> {
  const { log, displaced, abort } = keeping;
  let lease: Lease | null = first;
  while (lease) {
    const held: Lease = lease;
    await aborted(AbortSignal.any([held.lost, abort]));
    if (abort.aborted) return held.release();
    log.warn({ err: held.lost.reason as Error }, 'lost the lease of this hub, and takes it again');
    lease = await takeAgain(keeping);
    if (lease) log.info('this hub holds its lease again');
  }
  if (displaced.signal.aborted)
    log.error(
      { err: displaced.signal.reason as Error },
      'another hub has taken over: stop this one',
    );
}

/** @returns null if another hub holds the lease, or this one stops */
async function takeAgain({ store, log, displaced, abort }: Keeping): Promise<Lease | null> {
  while (!abort.aborted) {
    try {
      return await store.acquireLease({ signal: abort, again: true });
    } catch (error) {
      const failure = Failure.from(error);
      if (failure.code === 'FENCED') {
        displaced.abort(failure);
        return null;
      }
      log.debug({ err: failure }, 'cannot take the lease yet');
    }
    await wait(TAKE_AGAIN_MS, undefined, { signal: abort, ref: false }).catch(() => undefined);
  }
  return null;
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort');
}
