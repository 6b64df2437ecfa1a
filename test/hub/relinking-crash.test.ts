import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import type { RelinkOrder } from '../../src/domain/index.ts';
import { writeConfig } from '../support/hub.ts';
import { startKillableHub } from '../support/killable-hub.ts';
import type { TestScope } from '../support/scope.ts';
import { testScope } from '../support/scope.ts';

const signal = AbortSignal.timeout(100_000);
const LOOK_EVERY_MS = 5;

const tables = `
  create table shop_customer (no text primary key, name text);
  create table erp_customer (id text primary key, name text);
  create table crm_contact (id text primary key, shop_name text, erp_name text);
`;
const config = `
connectors:
  shop: { kind: postgres, url: "\${DATABASE_URL}" }
  erp: { kind: postgres, url: "\${DATABASE_URL}" }
  crm: { kind: postgres, url: "\${DATABASE_URL}" }
streams:
  shop-customers:
    from: { connector: shop, entity: shop_customer, key: no }
    to: [{ connector: crm, entity: crm_contact, map: { id: no, shop_name: name } }]
  erp-customers:
    from: { connector: erp, entity: erp_customer, key: id }
    to: [{ connector: crm, entity: crm_contact, map: { id: id, erp_name: name } }]
`;

/** Tables that a merge writes in its transaction, in this order; null: it is committed, and may not have been answered yet. */
const PLACES = ['answered_request', 'link', 'applied', 'parked', null] as const;

/** Returns the order that merges customer `n` of the shop with that of the ERP. */
function mergeOf(n: number): RelinkOrder {
  const crm = { connector: 'crm', entity: 'crm_contact', externalId: `shop-${n}` };
  const record = { connector: 'shop', entity: 'shop_customer', externalId: `shop-${n}` };
  const other = { connector: 'erp', entity: 'erp_customer', externalId: `erp-${n}` };
  return { kind: 'merge', record, other, stays: [crm] };
}

async function untilTrue(sql: pg.Client, text: string): Promise<void> {
  while ((await sql.query(text)).rows.length === 0) await wait(LOOK_EVERY_MS, null, { signal });
}

/** Orders a merge and kills the hub at the merge's first write to a table, or once it is committed. */
async function killAt(
  place: (typeof PLACES)[number],
  { scope, sql }: { readonly scope: TestScope; readonly sql: pg.Client },
  order: () => Promise<unknown>,
  kill: () => Promise<void>,
): Promise<void> {
  const { namespace, databaseUrl } = scope;
  if (place === null) {
    const before = await answers(scope, sql);
    const answered = order().catch(() => null);
    while ((await answers(scope, sql)) === before) await wait(LOOK_EVERY_MS, null, { signal });
    await kill();
    await answered;
    return;
  }
  const locker = new pg.Client({ connectionString: databaseUrl });
  await locker.connect();
  try {
    const table = `${namespace}.${place}`;
    await locker.query(`begin; lock table ${table} in share mode`);
    const ended = order();
    const refused = assert.rejects(ended);
    const waiting = `select from pg_locks where relation = '${table}'::regclass and not granted`;
    // If the order fails earlier, nothing ever waits for the lock.
    await Promise.race([untilTrue(sql, waiting), ended]);
    await kill();
    await refused;
  } finally {
    await locker.end();
  }
}

async function answers({ namespace }: TestScope, sql: pg.Client): Promise<number> {
  const { rows } = await sql.query<{ n: number }>(
    `select count(*)::int as n from ${namespace}.answered_request where answer is not null`,
  );
  return rows[0]?.n ?? 0;
}

/** Counts the things that the two customers are, the links that gave way, and the records that wait to be delivered again. */
async function stateOf({ namespace }: TestScope, sql: pg.Client, n: number) {
  const { rows } = await sql.query<{ things: number; stays: number; again: number }>(
    `select count(distinct master_key)::int as things, count(*) filter (where gave_way)::int as stays,
       (select count(*)::int from ${namespace}.parked where key = $2) as again
     from ${namespace}.link where external_id = any($1)`,
    [[`shop-${n}`, `erp-${n}`], `erp-${n}`],
  );
  return rows[0];
}

test('a merge whose hub is killed with -9 happens completely or not at all, and repeated calls get the same answer', async () => {
  await using scope = await testScope();
  const sql = new pg.Client({ connectionString: scope.databaseUrl });
  await sql.connect();
  try {
    const pairs = PLACES.length;
    await sql.query(`${tables}
      insert into shop_customer select 'shop-' || n, 'Erika ' || n from generate_series(1, ${pairs}) n;
      insert into erp_customer select 'erp-' || n, 'E. ' || n from generate_series(1, ${pairs}) n`);
    const configFile = await writeConfig(scope, config);
    let hub = await startKillableHub(scope, configFile, signal);
    for (const [index, place] of PLACES.entries()) {
      const n = index + 1;
      const name = `merge-${n}`;
      const change = () => hub.client.relinking(signal).change(mergeOf(n), name);
      await killAt(place, { scope, sql }, change, () => hub.end('SIGKILL'));
      // PostgreSQL notices the death only when its current statement has ended.
      await untilTrue(
        sql,
        `select where not exists (select from pg_locks where locktype = 'relation' and mode = 'RowExclusiveLock' and relation = '${scope.namespace}.link'::regclass)`,
      );
      const nothing = { things: 2, stays: 0, again: 0 };
      const all = { things: 1, stays: 1, again: 1 };
      assert.deepEqual(await stateOf(scope, sql, n), place === null ? all : nothing, `${place}`);

      hub = await startKillableHub(scope, configFile, signal);
      const answer = await change();
      assert.deepEqual(await change(), answer);
      assert.deepEqual(
        // The newest comes first, and it is random which of the two systems was read last.
        answer.lanes.map(({ lane, fate }) => [lane, fate]).sort(),
        [
          ['erp-customers/crm', 'again'],
          ['shop-customers/crm', 'kept'],
        ],
      );
      assert.equal((await stateOf(scope, sql, n))?.things, 1);
      await untilTrue(
        sql,
        `select from crm_contact where id = 'shop-${n}' and erp_name = 'E. ${n}'`,
      );
    }
    await hub.end('SIGTERM');
    const { rows } = await sql.query(`select count(*)::int as n from ${scope.namespace}.parked`);
    assert.deepEqual(rows, [{ n: 0 }]);
  } finally {
    await sql.end();
  }
});
