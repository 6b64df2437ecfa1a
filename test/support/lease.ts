import { rowsOf } from './database.ts';
import type { TestScope } from './scope.ts';

/** Resolves when a hub of the scope holds the lease (`held`), or waits for it (`awaited`). */
export async function untilLease(
  is: 'held' | 'awaited',
  scope: TestScope,
  signal: AbortSignal,
): Promise<void> {
  while ((await sessions(scope, is)).length === 0) signal.throwIfAborted();
}

/** Cuts the connection that holds the lease, or waits for it, and waits until the server has noticed. */
export async function breakLease(
  scope: TestScope,
  which: 'held' | 'awaited' = 'held',
): Promise<void> {
  const [session] = await sessions(scope, which);
  await rowsOf(scope.databaseUrl, 'select pg_terminate_backend($1, 10000)', [session?.pid]);
}

function sessions({ databaseUrl }: TestScope, is: 'held' | 'awaited') {
  return rowsOf<{ pid: number }>(
    databaseUrl,
    `select l.pid from pg_locks l join pg_stat_activity a using (pid)
     where l.locktype = 'advisory' and l.granted = $1 and a.application_name like 'stellwerk hub %'
       and l.database = (select oid from pg_database where datname = current_database())`,
    [is === 'held'],
  );
}
