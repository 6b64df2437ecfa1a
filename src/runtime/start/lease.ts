import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { Failure } from '../../domain/index.ts';
import type { HubDatabase, Lease } from '../../store/index.ts';
import { inBackground } from '../background.ts';
import type { Logger } from '../log.ts';
import type { StartContext } from './context.ts';

const TAKE_AGAIN_MS = 1_000;
/** Longer than `TAKE_AGAIN_MS`: after a restart of the database the hub at work goes on, and the one in reserve waits on. */
const WAIT_AGAIN_MS = 5_000;

/** This hub's place at work. */
export interface Place {
  /** Aborts with FENCED when another hub has taken it. */
  readonly displaced: AbortSignal;
  /**
   * Resolves when it is certain that this hub has it, usually at once.
   * @throws Failure STORE_UNAVAILABLE, FENCED
   */
  readonly requirePlace: () => Promise<void>;
}

/**
 * Waits until no other hub uses the namespace, and keeps others out until the hub stops. A lease whose connection breaks
 * is taken again as soon as the database answers; so is the place of a hub that waits.
 * @throws Failure CANCELLED; STORE_UNAVAILABLE if the database does not even say who holds the lease
 */
export async function holdLease(
  database: HubDatabase,
  context: StartContext,
  signal: AbortSignal,
): Promise<Place> {
  const { log, opened } = context;
  const held = { lease: await waitForLease(database, context, signal) };
  const displaced = new AbortController();
  const keep = (abort: AbortSignal) => keepLease(held, { database, log, displaced, abort });
  opened.defer(inBackground(keep, log));
  return {
    displaced: displaced.signal,
    async requirePlace() {
      displaced.signal.throwIfAborted();
      await held.lease.confirm();
    },
  };
}

async function waitForLease(
  database: HubDatabase,
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
      return await database.acquireLease({ signal, onWait });
    } catch (error) {
      const failure = Failure.from(error);
      if (!isInReserve || failure.code !== 'STORE_UNAVAILABLE') throw failure;
      log.warn({ err: failure }, 'lost its place in the queue for the lease, and waits again');
    }
    await wait(WAIT_AGAIN_MS, undefined, { signal }).catch(() => undefined);
  }
}

interface Keeping {
  readonly database: HubDatabase;
  readonly log: Logger;
  readonly displaced: AbortController;
  readonly abort: AbortSignal;
}

async function keepLease(held: { lease: Lease }, keeping: Keeping): Promise<void> {
  const { log, displaced, abort } = keeping;
  for (let again: Lease | null = held.lease; again; again = await takeAgain(keeping)) {
    if (again !== held.lease) log.info('this hub holds its lease again');
    held.lease = again;
    const { lost } = again;
    await aborted(AbortSignal.any([lost, abort]));
    if (abort.aborted) return again.release();
    log.warn({ err: lost.reason as Error }, 'lost the lease of this hub, and takes it again');
  }
  if (displaced.signal.aborted)
    log.error(
      { err: displaced.signal.reason as Error },
      'another hub has taken over: stop this one',
    );
}

/** @returns null if another hub holds the lease, or this one stops */
async function takeAgain({ database, log, displaced, abort }: Keeping): Promise<Lease | null> {
  while (!abort.aborted) {
    try {
      return await database.acquireLease({ signal: abort, again: true });
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
