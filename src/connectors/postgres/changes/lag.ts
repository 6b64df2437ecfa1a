import type { ChangeLag } from '../../../connector-api/index.ts';
import type { Database } from '../database.ts';
import type { PostgresSourceOptions } from '../spec.ts';
import type { CaptureCursor } from './cursor.ts';
import type { Lsn } from './lsn.ts';
import { parseLsn } from './lsn.ts';

const DEFAULT_LIMIT_MS = 300_000;
const DEFAULT_LIMIT_BYTES = 1_073_741_824;

const LAG = `with here as (select case when pg_is_in_recovery() then pg_last_wal_replay_lsn() else pg_current_wal_lsn() end as lsn)
  select greatest(0, pg_wal_lsn_diff(lsn, confirmed_flush_lsn))::float8, greatest(0, pg_wal_lsn_diff(lsn, restart_lsn))::float8,
    coalesce(wal_status = 'lost', false), lsn::text
  from pg_replication_slots, here where slot_name = $1 and database = current_database()`;

export interface LagRequest {
  readonly slot: string;
  readonly cursor: CaptureCursor | null;
  /** Returns when the hub last had everything, as far as it knows. Takes the server's position and the time of that position. */
  readonly caughtUp: (lsn: Lsn, atMs: number) => Promise<number | null>;
  readonly limits: Pick<PostgresSourceOptions, 'lagLimitMs' | 'lagLimitBytes'>;
  readonly signal: AbortSignal;
}

/** Measures how far a slot is behind its server. */
export async function measureLag(database: Database, request: LagRequest): Promise<ChangeLag> {
  const { slot, cursor, limits, signal } = request;
  type Row = [behind: number | null, retained: number | null, lost: boolean, lsn: string];
  const atMs = Date.now();
  const [row] = await database.query<Row>({ text: LAG, values: [slot] }, signal);
  if (!row || row[2]) {
    const health = cursor === null ? 'ok' : 'late';
    const nothing = { behindBytes: 0, behindMs: null, retainedBytes: 0, comparedKeys: 0 };
    return { phase: 'none', ...nothing, health };
  }
  const caughtUpAtMs =
    cursor?.phase === 'changes' ? await request.caughtUp(parseLsn(row[3]), atMs) : null;
  // Without an active run, the age of the newest stored change counts.
  const sinceMs = cursor?.phase === 'changes' ? (caughtUpAtMs ?? cursor.committedAt / 1000) : null;
  const behindMs = sinceMs === null ? null : Math.max(0, Math.floor(atMs - sinceMs));
  // The hub saves its position only now and then while there is nothing for it.
  const behindBytes = caughtUpAtMs === atMs ? 0 : (row[0] ?? 0);
  const retainedBytes = row[1] ?? 0;
  const { lagLimitMs = DEFAULT_LIMIT_MS, lagLimitBytes = DEFAULT_LIMIT_BYTES } = limits;
  const late = (behindMs ?? 0) > lagLimitMs || retainedBytes > lagLimitBytes;
  const phase = cursor === null || cursor.phase === 'restart' ? 'snapshot' : cursor.phase;
  const comparedKeys = cursor?.phase === 'deletions' ? cursor.compared : 0;
  const health = late ? 'late' : 'ok';
  return { phase, behindBytes, behindMs, retainedBytes, comparedKeys, health };
}
