import { hostname } from 'node:os';
import type pg from 'pg';
import { Failure } from '../domain/index.ts';
import { ownConnection } from './database.ts';
import type { DatabasePlace, OwnConnection } from './database.ts';
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
const ANSWER_MS = 10_000;
/** Less than the time in which the server notices that a holder has vanished. */
const CERTAIN_MS = 15_000;

export interface LeaseOptions {
  /** Ends the waiting; the promise then rejects with CANCELLED. */
  readonly signal: AbortSignal;
  /** Called once if the lease is not free, with the holder as `host:pid`, or `unknown`. */
  readonly onWait?: (holder: string) => void;
  /** Gives up with FENCED after this time. Default: waits until the signal aborts. */
  readonly waitMs?: number;
  /**
   * Whether this hub held the lease and lost it. Then nothing is waited for: FENCED if another hub holds the lease,
   * STORE_UNAVAILABLE while the server has not noticed yet that a former connection of this one is gone.
   */
  readonly again?: boolean;
}

export interface Lease {
  /** Aborts when the connection that holds the lease is lost: another hub may hold it now, so stop at once. */
  readonly lost: AbortSignal;
  /** Process id of the connection that holds it, in PostgreSQL's terms. */
  readonly backend: number;
  /**
   * Resolves when it is certain that this hub holds it: at once if the server has confirmed that less than 15 s ago. A
   * process that stood still learns of a lost lease only when it asks.
   * @throws Failure STORE_UNAVAILABLE if it is lost
   */
  confirm(): Promise<void>;
  /** Frees the lease for the next hub. */
  release(): Promise<void>;
}

/** The database of the lease, and the namespace that it belongs to. */
export interface LeasePlace extends DatabasePlace {
  readonly namespace: string;
  /**
   * Connections of this hub that may hold the lease, in PostgreSQL's terms: also those that broke before the server's
   * answer came, since the server may notice that much later.
   */
  readonly backends: Set<number>;
}

/**
 * Acquires the one lease of a namespace: an advisory lock on a connection of its own, so that it is held exactly as
 * long as this process lives. The lease only avoids contention between hubs; what keeps a lane correct is the fence in
 * `settle`.
 */
export async function acquireLease(place: LeasePlace, options: LeaseOptions): Promise<Lease> {
  const name = `stellwerk hub ${hostname()}:${process.pid}`;
  // Waiting for the lease is one statement, which may take forever.
  const limits = options.again ? {} : { statement_timeout: 0, query_timeout: 0 };
  const own = ownConnection(place, name, limits);
  const died = new AbortController();
  const onDeath = () => died.abort(lostFailure());
  own.client.on('error', onDeath).on('end', onDeath);
  options.signal.addEventListener('abort', own.destroy, { once: true });
  let backend: number;
  try {
    options.signal.throwIfAborted();
    await own.client.connect();
    await own.client.query(LEASE_SETTINGS);
    backend = await backendOf(own.client);
    place.backends.add(backend);
    await lockOrWait(own, place, options);
    place.backends.clear();
    place.backends.add(backend);
  } catch (error) {
    own.destroy();
    throw options.signal.aborted
      ? cancelled()
      : toStoreFailure(error, 'grant the lease of this hub');
  } finally {
    options.signal.removeEventListener('abort', own.destroy);
  }
  return heldLease(own, backend, died);
}

function heldLease(
  { client, destroy }: OwnConnection,
  backend: number,
  died: AbortController,
): Lease {
  let confirmedAtMs = performance.now();
  const ask = async () => {
    const askedAtMs = performance.now();
    const query = { text: 'select 1', query_timeout: ANSWER_MS };
    try {
      await client.query(query);
      confirmedAtMs = askedAtMs;
    } catch {
      died.abort(lostFailure());
    }
  };
  const heartbeat = setInterval(() => void ask(), HEARTBEAT_MS).unref();
  const onLost = () => {
    clearInterval(heartbeat);
    destroy(); // A connection that only seems dead must not keep the lease.
  };
  died.signal.addEventListener('abort', onLost, { once: true });
  return {
    lost: died.signal,
    backend,
    async confirm() {
      if (performance.now() - confirmedAtMs >= CERTAIN_MS) await ask();
      died.signal.throwIfAborted();
    },
    async release() {
      if (died.signal.aborted) return;
      clearInterval(heartbeat);
      client.removeAllListeners('end');
      const isSilent = setTimeout(destroy, ANSWER_MS); // The server may never confirm the end.
      await client.end();
      clearTimeout(isSilent);
    },
  };
}

/** @returns the process id of this connection's backend */
async function backendOf(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ backend: number }>('select pg_backend_pid() as backend');
  return rows[0]?.backend ?? 0;
}

async function lockOrWait(
  own: OwnConnection,
  { namespace, backends }: LeasePlace,
  { again, onWait, waitMs }: LeaseOptions,
): Promise<void> {
  const key = lockKey('hub', namespace);
  const sql = 'select pg_try_advisory_lock($1) as free';
  const { rows } = await own.client.query<{ free: boolean }>(sql, [key]);
  if (rows[0]?.free) return;
  const holder = await findHolder(own.client, key);
  if (again) throw isOther(holder, backends) ? heldByOther(holder.name) : lostFailure();
  const name = holder?.name ?? 'unknown';
  onWait?.(name);
  await waitForLock(own, key, name, waitMs);
}

/** A holder that was gone when asked for its name is nobody: it may have been this hub's former connection. */
function isOther(holder: Holder | undefined, backends: ReadonlySet<number>): holder is Holder {
  return holder !== undefined && !backends.has(holder.backend);
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

interface Holder {
  /** `host:pid` of the hub, taken from the name of its connection. */
  readonly name: string;
  readonly backend: number;
}

async function findHolder(client: pg.Client, key: string): Promise<Holder | undefined> {
  const { rows } = await client.query<Holder>(
    `select replace(a.application_name, 'stellwerk hub ', '') as name, pid as backend
     from pg_locks l join pg_stat_activity a using (pid)
     where l.locktype = 'advisory' and l.granted and l.objsubid = 1
       and (l.classid::bigint << 32 | l.objid::bigint) = $1::bigint
       and l.database = (select oid from pg_database where datname = current_database())`,
    [key],
  );
  return rows[0];
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
