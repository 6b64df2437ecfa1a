import { setTimeout as wait } from 'node:timers/promises';
import type { Random } from '../../ops/demo/random.ts';
import { between } from '../../ops/demo/random.ts';
import { inTransaction, keepWorking, withClient } from './database.ts';

const MOVEMENTS = 40;
const LOOK_EVERY_MS = 50;
/** Enough that the transaction fills many pages of the stream. */
const BURST_ROUNDS = 20;

const TABLES = `
  create table movement (key text primary key, n bigint not null, poisoned boolean not null);
  create table movement_history (key text not null, n bigint not null, poisoned boolean not null);
`;

const MOVE = `
  with changed as (
    insert into movement (key, n, poisoned) select key, 1, poisoned from unnest($1::text[], $2::boolean[]) as i(key, poisoned)
    on conflict (key) do update set n = movement.n + 1, poisoned = excluded.poisoned
    returning key, n, poisoned
  )
  insert into movement_history select key, n, poisoned from changed`;

/** Creates a table whose every change is an event. */
export async function createMovements(databaseUrl: string): Promise<void> {
  await withClient(databaseUrl, (client) => client.query(TABLES));
}

export async function workOnMovements(
  databaseUrl: string,
  random: Random,
  signal: AbortSignal,
): Promise<void> {
  await keepWorking(databaseUrl, signal, async (client) => {
    const keys = Array.from({ length: between(random, 1, 3) }, () => movement(random));
    const rounds = random() < 0.02 ? 40 : 1;
    await inTransaction(client, async () => {
      for (let round = 0; round < rounds; round++) {
        const distinct = [...new Set(round === 0 ? keys : [movement(random), movement(random)])];
        await client.query(MOVE, [distinct, distinct.map(() => random() < 0.02)]);
      }
    });
    await client.query('select pg_sleep(0.15)');
  });
}

/**
 * Waits until the hub follows the movements, and makes the first event. A movement that is committed before that event has
 * arrived may come from a snapshot, which holds only the newest state and not the events before it.
 */
export async function beginMovements(databaseUrl: string, signal: AbortSignal): Promise<void> {
  const followed = `select from pg_replication_slots join pg_stat_replication on pid = active_pid
    where state = 'streaming' and slot_name like 'fire_movements_%'`;
  await withClient(databaseUrl, async (client) => {
    while ((await client.query(followed)).rows.length === 0) {
      await wait(LOOK_EVERY_MS, undefined, { signal });
    }
    await client.query(MOVE, [['first'], [false]]);
  });
}

/** Commits one transaction that the hub reads in many pages. */
export async function moveMuch(databaseUrl: string): Promise<void> {
  const keys = Array.from({ length: MOVEMENTS }, (_, index) => `burst-${index}`);
  await withClient(databaseUrl, (client) =>
    inTransaction(client, async () => {
      for (let round = 0; round < BURST_ROUNDS; round++)
        await client.query(MOVE, [keys, keys.map(() => false)]);
    }),
  );
}

function movement(random: Random): string {
  return `movement-${between(random, 1, MOVEMENTS)}`;
}
