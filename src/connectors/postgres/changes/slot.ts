import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { Failure } from '../../../connector-api/index.ts';
import type { Database } from '../database.ts';
import { endClient } from '../end-client.ts';
import { isAlreadyThere, isObjectInUse } from '../failures.ts';
import { quote } from '../table.ts';
import type { ChangesCursor } from './cursor.ts';
import { refused } from './requirements.ts';
import { readTimeline } from './timeline.ts';

const BUSY_MS = 5_000;
const RETRY_MS = 100;
/** Creating a slot waits for all transactions that are open at that time. */
const CREATE_MS = 5 * 60_000;

const DROP_SLOT = `select pg_drop_replication_slot(slot_name) from pg_replication_slots
  where slot_name = $1 and database = current_database()`;

/** Drops the slot if it exists; from then on the server keeps nothing for it. */
export async function dropSlot(
  database: Database,
  slot: string,
  signal: AbortSignal,
): Promise<void> {
  for (const beganAtMs = Date.now(); ;) {
    try {
      await database.query({ text: DROP_SLOT, values: [slot] }, signal);
      return;
    } catch (error) {
      if (!isObjectInUse(error) || Date.now() - beganAtMs > BUSY_MS) throw error;
    }
    await wait(RETRY_MS, undefined, { signal });
  }
}

export async function hasSlot(
  database: Database,
  slot: string,
  signal: AbortSignal,
): Promise<boolean> {
  const text = `select from pg_replication_slots where slot_name = $1 and database = current_database()`;
  return (await database.query({ text, values: [slot] }, signal)).length > 0;
}

export async function dropPublication(
  database: Database,
  publication: string,
  signal: AbortSignal,
): Promise<void> {
  await database.query({ text: `drop publication if exists ${quote(publication)}` }, signal);
}

/** @throws Failure SOURCE_REFUSED when the user lacks the privilege */
export async function createPublication(
  database: Database,
  { publication, table }: { readonly publication: string; readonly table: string },
  signal: AbortSignal,
): Promise<void> {
  const text = `create publication ${quote(publication)} for table ${table} with (publish_via_partition_root = true)`;
  try {
    await database.query({ text }, signal);
  } catch (error) {
    if (isAlreadyThere(error)) return;
    if (!isDenied(error)) throw error;
    throw refused(
      `This user may not publish ${table}: let its owner run \`create publication stellwerk_changes for table ${table} with (publish_via_partition_root = true)\` and name it as \`publication\`.`,
    );
  }
}

/** The table as of the slot's creation, for as long as the client stays connected. */
export interface NewSlot {
  readonly snapshot: string;
  /** Changes committed before this position are in the snapshot, all others come through the slot. */
  readonly start: string;
  /** Ends the connection. Another connection can import the snapshot only before this call. */
  close(): Promise<void>;
}

/** @throws Failure SOURCE_REFUSED naming what the user or the server lacks; SOURCE_UNAVAILABLE */
export async function createSlot(
  config: pg.ClientConfig,
  slot: string,
  signal: AbortSignal,
): Promise<NewSlot> {
  const client = new pg.Client({
    ...config,
    query_timeout: CREATE_MS,
    ...({ replication: 'database' } as object),
  });
  client.on('error', () => undefined); // The query that it breaks reports the error.
  const close = () => endClient(client);
  // While the server waits for old transactions, only closing the connection aborts this.
  const onAbort = () => void close();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    signal.throwIfAborted();
    await client.connect();
    // The replication protocol accepts keywords in capital letters only.
    const text = `CREATE_REPLICATION_SLOT ${quote(slot)} LOGICAL pgoutput EXPORT_SNAPSHOT`;
    const { rows } = await client.query<{ snapshot_name: string; consistent_point: string }>(text);
    const [row] = rows;
    if (!row)
      throw new Failure('SOURCE_UNAVAILABLE', { message: 'The server did not create the slot.' });
    return { snapshot: row.snapshot_name, start: row.consistent_point, close };
  } catch (error) {
    await close();
    signal.throwIfAborted();
    throw explained(error);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

/** Translates the server's reasons for refusing a connection or a slot into failures with a remedy. */
export function explained(error: unknown): unknown {
  const { code = '', message = '' } = error as {
    readonly code?: string;
    readonly message?: string;
  };
  if (isDenied(error) || (code === '28000' && message.includes('replication'))) {
    return refused(`${message}: the user needs \`alter role … replication\`.`);
  }
  if (code === '53400') {
    return refused(`${message}: raise max_replication_slots of the server, or drop a slot.`);
  }
  if (message === 'Query read timeout') {
    return new Failure('SOURCE_UNAVAILABLE', {
      message:
        'The slot was not created, because older transactions are still open in the database.',
    });
  }
  return error;
}

function isDenied(error: unknown): boolean {
  return (error as { readonly code?: string }).code === '42501';
}

/**
 * Whether the server does not find the table of a change in its catalog as of that time, which every further attempt from the same
 * position repeats. PostgreSQL 18.4 did so under load with several databases and slots; what led to it in the server is not known.
 * Commits such as 7f13ac8123 of PostgreSQL mended other cases.
 */
export function isUndecodable(error: unknown): error is Error {
  return error instanceof Error && error.message.includes('could not map file');
}

/**
 * Drops a slot that has not sent all changes of its table. Once the reason is corrected nothing would show that it has a gap, and a
 * later run would follow it.
 * @returns Failure CHANGES_LOST
 */
export async function giveUpSlot(
  database: Database,
  slot: string,
  why: string,
  signal: AbortSignal,
): Promise<Failure> {
  await dropSlot(database, slot, signal);
  return new Failure('CHANGES_LOST', {
    message: `Replication slot ${slot} has a gap, so the hub dropped it. ${why}`,
  });
}

/**
 * Of a standby it is not known how far it had replayed the log before it was restarted. Servers before version 17 do not say why they
 * invalidated a slot.
 */
const STATE_OF_SLOT = `select wal_status = 'lost', to_jsonb(s)->>'invalidation_reason', confirmed_flush_lsn > $2::pg_lsn,
    case when pg_is_in_recovery() then false else pg_current_wal_lsn() < $2::pg_lsn end
  from pg_replication_slots s where slot_name = $1 and database = current_database() and plugin = 'pgoutput'`;

/**
 * Requires that the slot still has every change from a position on. The hub confirms to the server only positions that it has saved,
 * so a slot that is further was read by another hub, or this hub's database is older than the slot, as after the restore of a backup.
 * If the server's log ends before the position, or left the log that the hub has read before it, the server was restored from a backup,
 * or is a replica that lagged when it took over. In all cases the server would silently skip what lies in between.
 * @returns the server's timeline @throws Failure CHANGES_LOST
 */
export async function requireChangesSince(
  database: Database,
  place: Pick<ChangesCursor, 'slot' | 'stored' | 'timeline'>,
  signal: AbortSignal,
): Promise<number | null> {
  const { slot, stored } = place;
  const values = [slot, stored];
  const [row] = await database.query<SlotRow>({ text: STATE_OF_SLOT, values }, signal);
  const lost = (why: string) =>
    new Failure('CHANGES_LOST', { message: `Replication slot ${slot} is lost: ${why}.` });
  const why = whyLost(row);
  if (why !== null) throw lost(why);
  const { timeline, isOther } = await readTimeline(database.sessionConfig, place, signal);
  if (!isOther) return timeline;
  throw lost(
    `the server's log is another one than the hub has read up to ${stored}, as after a failover to a replica that lagged or a restore from a backup`,
  );
}

type SlotRow = [
  lost: boolean | null,
  invalidation: string | null,
  passed: boolean | null,
  isOlder: boolean,
];

function whyLost(row: SlotRow | undefined): string | null {
  if (!row) return 'it was dropped, or this is a different database';
  const [isInvalid, reason, isPast, isOlder] = row;
  if (isInvalid && (reason ?? 'wal_removed') === 'wal_removed')
    return 'the server invalidated it, because it retained more than max_slot_wal_keep_size';
  if (isInvalid) return `the server invalidated it (${reason})`;
  if (isPast)
    return 'the server has discarded changes that the hub has not stored, as when the hub was restored from a backup';
  if (isOlder)
    return "the server's log ends before what the hub has stored, as when the database was restored from a backup";
  return null;
}
