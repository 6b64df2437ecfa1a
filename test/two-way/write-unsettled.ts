import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import type { RunningHub } from '../../src/runtime/hub.ts';
import type { TestScope } from '../support/scope.ts';

interface Company {
  readonly scope: TestScope;
  readonly hub: RunningHub;
  readonly sql: pg.Client;
  readonly signal: AbortSignal;
}

const LOOK_EVERY_MS = 10;

async function untilRows(one: Company, text: string): Promise<void> {
  while ((await one.sql.query(text)).rows.length === 0) {
    await wait(LOOK_EVERY_MS, undefined, { signal: one.signal });
  }
}

/** Reads a stream and waits for the end of its run, but not for settlements, which may be held up. */
export async function read(one: Company, stream: string): Promise<void> {
  const readings = () =>
    one.hub.streams().find(({ name }) => name === stream)?.lastRun?.finishedAtMs;
  const before = readings();
  const order = { kind: 'stream', name: stream, action: 'sync', requestedBy: 'test' } as const;
  await one.hub.send({ id: randomUUID(), ...order }, one.signal);
  while (readings() === before) await wait(LOOK_EVERY_MS, undefined, { signal: one.signal });
}

/**
 * Lets the hub write the shop's edit into the ERP, but keeps it from settling the write, as if it had died in between.
 * @param meanwhile runs after the write, before the hub continues
 */
export async function writeUnsettled(
  one: Company,
  { edit, written }: { edit: string; written: string },
  meanwhile: () => Promise<void>,
): Promise<void> {
  const { namespace, databaseUrl } = one.scope;
  const locker = new pg.Client({ connectionString: databaseUrl });
  await locker.connect();
  try {
    // A settlement begins with an update of this table.
    await locker.query(`begin; lock table ${namespace}.lane in share mode`);
    await one.sql.query(edit);
    await read(one, 'shop-customers');
    await untilRows(one, written);
    await meanwhile();
    await untilRows(one, endWaiting(one));
  } finally {
    await locker.end();
  }
}

/** Waits for work that needs idle lanes, while no settlement succeeds. Call it between a write and its settlement. */
export async function whileUnsettled<Done>(one: Company, work: Promise<Done>): Promise<Done> {
  let isDone = false;
  const watched = work.finally(() => (isDone = true));
  watched.catch(() => undefined); // Awaited below.
  while (!isDone) {
    await one.sql.query(endWaiting(one));
    await wait(LOOK_EVERY_MS, undefined, { signal: one.signal });
  }
  return watched;
}

/** Returns a statement that ends all connections waiting for the lane table, and returns a row for each. */
function endWaiting({ scope: { namespace } }: Company): string {
  return `select pg_terminate_backend(pid) from pg_locks where relation = '${namespace}.lane'::regclass and not granted`;
}
