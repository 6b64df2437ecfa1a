import assert from 'node:assert/strict';
import { test } from 'node:test';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { rowsOf } from '../support/database.ts';
import { startTestHub, writeConfig } from '../support/hub.ts';
import type { TestScope } from '../support/scope.ts';
import { testScope } from '../support/scope.ts';

const config = `
connectors:
  erp: { kind: postgres, url: '\${DATABASE_URL}' }
  shop: { kind: postgres, url: '\${DATABASE_URL}' }
streams:
  orders:
    from: { connector: erp, entity: orders, key: no, version: changed_at }
    to: [{ connector: shop, entity: shop_orders, key: no, map: { no: no, state: state } }]
  articles:
    from: { connector: erp, entity: items, key: sku, mode: cdc, onLostChanges: snapshot }
    to: [{ connector: shop, entity: articles, key: sku }]
`;

const TABLES = `
  create table orders (no text primary key, state text, changed_at timestamptz not null default clock_timestamp());
  create table shop_orders (no text primary key, state text);
  create table items (sku text primary key, stock int);
  create table articles (like items including all)`;

const DIFFERENCES = `
  select 'order not in shop' as difference, no as key from (select no, state from orders except table shop_orders) o
  union all select 'only in shop', no from (table shop_orders except select no, state from orders) o
  union all select 'item not in articles', sku from (table items except table articles) i
  union all select 'only in articles', sku from (table articles except table items) i`;

/** Connections to the hub's database must be closed: a copy and a drop need it alone. */
async function copyDatabase(systemsUrl: string, from: string, to: string): Promise<void> {
  await rowsOf(systemsUrl, `drop database if exists ${to} with (force)`);
  await rowsOf(systemsUrl, `create database ${to} template ${from}`);
}

async function loseLogs({ natsUrl, namespace }: TestScope): Promise<void> {
  const nc = await connect({ servers: new URL(natsUrl).host });
  const manager = await jetstreamManager(nc);
  for await (const name of manager.streams.names()) {
    if (name.startsWith(`${namespace}-`)) await manager.streams.delete(name);
  }
  await nc.close();
}

for (const logs of ['kept', 'lost'] as const) {
  test(`a hub whose database is restored from a backup, its logs ${logs}, brings the targets up to date by itself`, async () => {
    await using scope = await testScope();
    await using systems = await testScope();
    const sql = (text: string) => rowsOf(systems.databaseUrl, text);
    const { namespace } = scope;
    const backup = `${namespace}_backup`;
    const configFile = await writeConfig(scope, config);
    const signal = AbortSignal.timeout(60_000);
    const runUntilEqual = async (when: string) => {
      await using hub = await startTestHub(scope, configFile, systems.databaseUrl);
      for (const name of ['orders', 'articles']) {
        await hub.send(
          {
            id: `${name} ${Date.now()}`,
            kind: 'stream',
            name,
            action: 'sync',
            requestedBy: 'test',
          },
          signal,
        );
      }
      const stateNow = () => ({ streams: hub.streams(), lanes: hub.lanes() });
      try {
        while ((await sql(DIFFERENCES)).length > 0) signal.throwIfAborted();
        await hub.settled(signal);
      } catch (cause) {
        const state = JSON.stringify({ differences: await sql(DIFFERENCES), ...stateNow() });
        throw new Error(`Not up to date ${when}: ${state}`, { cause });
      }
      return stateNow();
    };

    await sql(`${TABLES}; insert into orders select 'o' || n, 'open' from generate_series(1, 300) n;
      insert into items select 'A' || n, n from generate_series(1, 300) n`);
    await runUntilEqual('at first');
    await copyDatabase(systems.databaseUrl, namespace, backup);

    await sql(`update orders set state = 'paid', changed_at = clock_timestamp() where no like 'o1%';
      insert into orders select 'late' || n, 'open' from generate_series(1, 50) n;
      delete from items where stock <= 100; update items set stock = stock + 1 where stock % 7 = 0;
      insert into items select 'B' || n, n from generate_series(1, 50) n`);
    await runUntilEqual('after the backup');

    await copyDatabase(systems.databaseUrl, backup, namespace);
    if (logs === 'lost') await loseLogs(scope);
    await sql(`update orders set state = 'sent', changed_at = clock_timestamp() where no like 'late1%';
      delete from items where sku like 'A2%'; insert into items values ('C', 1)`);
    const { streams, lanes } = await runUntilEqual('after the restore');
    assert.deepEqual(
      [...streams, ...lanes].filter(({ state }) => state === 'failed'),
      [],
    );
    await rowsOf(systems.databaseUrl, `drop database ${backup} with (force)`);
  });
}
