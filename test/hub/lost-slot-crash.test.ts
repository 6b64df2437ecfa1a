import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { test } from 'node:test';
import pg from 'pg';
import { writeConfig } from '../support/hub.ts';
import type { TestScope } from '../support/scope.ts';
import { testScope } from '../support/scope.ts';
import { loseSlot } from '../connectors/postgres/changes-support.ts';

const signal = AbortSignal.timeout(50_000);

const config = `
connectors:
  erp: { kind: postgres, url: '\${TARGET_URL}' }
  shop: { kind: postgres, url: '\${TARGET_URL}' }
streams:
  articles:
    from: { connector: erp, entity: items, key: sku, mode: cdc, onLostChanges: snapshot }
    pageSize: 100
    to: [{ connector: shop, entity: articles, key: sku }]
`;

async function startHub(scope: TestScope, configFile: string): Promise<ChildProcess> {
  const { natsUrl, databaseUrl, namespace, dir } = scope;
  const options = JSON.stringify({ natsUrl, databaseUrl, namespace, configFile, stateDir: dir });
  const file = path.resolve(import.meta.dirname, '../../bench/cdc/child.ts');
  const hub = fork(file, [options], { env: { ...process.env, TARGET_URL: databaseUrl } });
  const ended = once(hub, 'exit').then(() => Promise.reject(new Error('the hub did not start')));
  await Promise.race([once(hub, 'message', { signal }), ended]);
  return hub;
}

async function kill(hub: ChildProcess): Promise<void> {
  const died = once(hub, 'exit');
  hub.kill('SIGKILL');
  await died;
}

async function untilRow(sql: pg.Client, text: string): Promise<void> {
  while ((await sql.query(text)).rowCount === 0) signal.throwIfAborted();
}

const EQUAL = `select where not exists (table items except table articles) and not exists (table articles except table items)`;

test('a hub killed with -9 amid the deletions that follow a lost slot continues with them, and each row is right', async () => {
  await using scope = await testScope();
  const sql = new pg.Client(scope.databaseUrl);
  await sql.connect();
  await sql.query(`create table items (sku text primary key, stock int); create table articles (like items including all);
    insert into items select 'A' || n, n from generate_series(1, 9000) n`);
  const configFile = await writeConfig(scope, config);
  let hub = await startHub(scope, configFile);
  /** Waits for the progress that the hub has saved. */
  const untilCompared = (count: number) =>
    untilRow(
      sql,
      `select from ${scope.namespace}.stream_state where cursor ->> 'phase' = 'deletions' and (cursor ->> 'compared')::int >= ${count}`,
    );
  try {
    await untilRow(sql, EQUAL);
    await kill(hub);
    await loseSlot(scope);
    await sql.query(`delete from items where stock <= 6000; update items set stock = stock + 1 where stock % 7 = 0;
      insert into items select 'B' || n, n from generate_series(1, 500) n`);
    hub = await startHub(scope, configFile);
    await untilCompared(0);
    await kill(hub);
    hub = await startHub(scope, configFile);
    await untilCompared(1_000);
    await kill(hub);
    await sql.query(`insert into items values ('A17', 17); delete from items where sku = 'B17'`);
    hub = await startHub(scope, configFile);
    await untilRow(sql, EQUAL);
    const { rows } = await sql.query(`select count(*)::int from articles`);
    assert.deepEqual(rows, [{ count: 3500 }]);
  } finally {
    await sql.end();
    if (hub.exitCode === null && hub.signalCode === null) await kill(hub);
  }
});
