import pg from 'pg';
import { endClient } from '../end-client.ts';
import type { ChangesCursor } from './cursor.ts';
import type { Lsn } from './lsn.ts';
import { parseLsn } from './lsn.ts';

const LIMIT_MS = 30_000;
/** The server has no history of this timeline: it is the first, or its file was not part of the backup. */
const NO_FILE = '58P01';

/**
 * Asks for the timeline of the server's log, a number that rises whenever a replica takes over or a backup is restored: from there on
 * the positions of the log are used a second time, by other changes. Null for a replica, which may be promoted while it is followed.
 * @returns also whether the log up to a stored position is another one than that of the timeline it was stored with
 */
export async function readTimeline(
  config: pg.ClientConfig,
  { timeline: former, stored }: Pick<ChangesCursor, 'timeline' | 'stored'>,
  signal: AbortSignal,
): Promise<{ readonly timeline: number | null; readonly isOther: boolean }> {
  const client = new pg.Client({
    ...config,
    query_timeout: LIMIT_MS,
    ...({ replication: 'database' } as object),
  });
  client.on('error', () => undefined); // The query that it breaks reports the error.
  const onAbort = () => void endClient(client);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    signal.throwIfAborted();
    await client.connect();
    const { rows } = await client.query<{ timeline: number | string }>('IDENTIFY_SYSTEM');
    const timeline = Number(rows[0]?.timeline);
    const recovery = await client.query<{ replica: boolean }>('select pg_is_in_recovery() replica');
    const isOther =
      typeof former === 'number' &&
      former !== timeline &&
      parseLsn(stored) > (await endOf(client, former, timeline));
    return { timeline: recovery.rows[0]?.replica ? null : timeline, isOther };
  } finally {
    signal.removeEventListener('abort', onAbort);
    await endClient(client);
  }
}

/** Where a later timeline left an earlier one; 0 if it does not descend from it. */
async function endOf(client: pg.Client, earlier: number, later: number): Promise<Lsn> {
  const { rows } = await client
    .query<{ content: string | Buffer }>(`TIMELINE_HISTORY ${later}`)
    .catch((error: unknown) => {
      if ((error as { readonly code?: string }).code === NO_FILE) return { rows: [] };
      throw error;
    });
  // A line per ancestor: its number, the position at which it was left, the reason.
  const lines = String(rows[0]?.content ?? '').split('\n');
  const line = lines.map((one) => one.split('\t')).find(([id]) => Number(id) === earlier);
  return parseLsn(line?.[1] ?? '0/0');
}
