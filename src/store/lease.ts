import { hostname } from 'node:os';
import type pg from 'pg';
import { Failure } from '../domain/index.ts';
import { ownConnection } from './database.ts';
import type { OwnConnection } from './database.ts';
import { toStoreFailure } from './failures.ts';
import { lockKey } from './lock-key.ts';

/**
 * With these settings the server notices a vanished holder (power, network) after about 10 + 3 * 5 s; the default would
 * be hours.
 */
const LEASE_SETTINGS = [
  'set statement_timeout = 0',
  'set tcp_keepalives_idle = 10',
  'set tcp_keepalives_interval = 5',
  'set tcp_keepalives_count = 3',
  // Without it, a waiter that was killed would get the lease in its turn and keep it until the server writes to it.
  "set client_connection_check_interval = '1s'",
].join('; ');

const HEARTBEAT_MS = 5_000;
const HEARTBEAT_ANSWER_MS = 10_000;

export interface LeaseOptions {
  /** Ends the waiting; the promise then rejects with CANCELLED. */
  readonly signal: AbortSignal;
  /** Called once if the lease is not free, with the holder as `host:pid`, or `unknown`. */
  readonly onWait?: (holder: string) => void;
  /** Gives up with FENCED after this time. Default: waits until the signal aborts. */
  readonly waitMs?: number;
}

export interface Lease {
  /** Aborts when the connection that holds the lease is lost: another hub may hold it now, so stop at once. */
  readonly lost: AbortSignal;
  /** Frees the lease for the next hub. */
  release(): Promise<void>;
}

/** The database of the lease, and the namespace that it belongs to. */
export interface LeasePlace {
  readonly databaseUrl: string;
  readonly namespace: string;
}

/**
 * Acquires the one lease of a namespace: an advisory lock on a connection of its own, so that it is held exactly as
 * long as this process lives. The lease only avoids contention between hubs; what keeps a lane correct is the fence in
 * `settle`.
 */
export async function acquireLease(place: LeasePlace, options: LeaseOptions): Promise<Lease> {
  const name = `stellwerk hub ${hostname()}:${process.pid}`;
  // No time limits: waiting for the lease is one statement, which may take forever.
  const own = ownConnection(place.databaseUrl, name, { statement_timeout: 0, query_timeout: 0 });
  const died = new AbortController();
  const onDeath = () => died.abort(lostFailure());
  own.client.on('error', onDeath).on('end', onDeath);
  options.signal.addEventListener('abort', own.destroy, { once: true });
  try {
    options.signal.throwIfAborted();
    await own.client.connect();
    await own.client.query(LEASE_SETTINGS);
    await lockOrWait(own, lockKey('hub', place.namespace), options);
  } catch (error) {
    own.destroy();
    throw options.signal.aborted
      ? cancelled()
      : toStoreFailure(error, 'grant the lease of this hub');
  } finally {
    options.signal.removeEventListener('abort', own.destroy);
  }
  return heldLease(own.client, died);
}

function heldLease(client: pg.Client, died: AbortController): Lease {
  const heartbeat = setInterval(() => {
    const query = { text: 'select 1', query_timeout: HEARTBEAT_ANSWER_MS };
    client.query(query).catch(() => died.abort(lostFailure()));
  }, HEARTBEAT_MS).unref();
  died.signal.addEventListener('abort', () => clearInterval(heartbeat), { once: true });
  return {
    lost: died.signal,
    async release() {
      clearInterval(heartbeat);
      client.removeAllListeners('end');
      await client.end();
    },
  };
}

async function lockOrWait(own: OwnConnection, key: string, options: LeaseOptions): Promise<void> {
  const sql = 'select pg_try_advisory_lock($1) as free';
  const { rows } = await own.client.query<{ free: boolean }>(sql, [key]);
  if (rows[0]?.free) return;
  const holder = await findHolder(own.client, key);
  options.onWait?.(holder);
  await waitForLock(own, key, holder, options.waitMs);
}

/** Waits in the server's queue; closing the connection ends the wait early. */
async function waitForLock(
  { client, destroy }: OwnConnection,
  key: string,
  holder: string,
  waitMs: number | undefined,
): Promise<void> {
  let late = false;
  const giveUp = () => {
    late = true;
    destroy();
  };
  const limit = waitMs === undefined ? undefined : setTimeout(giveUp, waitMs);
  try {
    await client.query('select pg_advisory_lock($1)', [key]);
  } catch (error) {
    throw late ? heldByOther(holder) : error;
  } finally {
    clearTimeout(limit);
  }
}

/** Returns `host:pid` of the hub that holds the lease, taken from the name of its connection. */
async function findHolder(client: pg.Client, key: string): Promise<string> {
  const result = await client.query<{ name: string }>(
    `select replace(a.application_name, 'stellwerk hub ', '') as name
     from pg_locks l join pg_stat_activity a using (pid)
     where l.locktype = 'advisory' and l.granted and l.objsubid = 1
       and (l.classid::bigint << 32 | l.objid::bigint) = $1::bigint
       and l.database = (select oid from pg_database where datname = current_database())`,
    [key],
  );
  return result.rows[0]?.name ?? 'unknown';
}

function lostFailure(): Failure {
  return new Failure('STORE_UNAVAILABLE', {
    message: 'The connection that holds the lease of this hub broke; another hub may hold it now.',
  });
}

function heldByOther(holder: string): Failure {
  return new Failure('FENCED', {
    message: `Another hub (${holder}) works in this namespace. Stop it, or give this one a namespace of its own.`,
  });
}

function cancelled(): Failure {
  return new Failure('CANCELLED', { message: 'Waiting for the lease of this hub was cancelled.' });
}
