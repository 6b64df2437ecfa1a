import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { Failure } from '../../domain/index.ts';
import type { Lease, Store } from '../../store/index.ts';
import { inBackground } from '../background.ts';
import type { Logger } from '../log.ts';
import type { StartContext } from './context.ts';

const TAKE_AGAIN_MS = 1_000;

/**
 * Waits until no other hub uses the namespace, and keeps others out until the hub stops. A lease whose connection breaks
 * is taken again as soon as the database answers.
 * @returns aborts with FENCED when another hub was faster
 * @throws Failure CANCELLED, STORE_UNAVAILABLE
 */
export async function holdLease(
  store: Store,
  { log, opened, options: { onProgress } }: StartContext,
  signal: AbortSignal,
): Promise<AbortSignal> {
  const lease = await store.acquireLease({
    signal,
    onWait: () => onProgress?.('another hub uses this namespace: waiting until it stops'),
  });
  const displaced = new AbortController();
  const keep = (abort: AbortSignal) => keepLease(lease, { store, log, displaced, abort });
  opened.defer(inBackground(keep, log));
  return displaced.signal;
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
