import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Database } from '../../../src/connectors/postgres/database.ts';
import { isConnectionLost } from '../../../src/connectors/postgres/failures.ts';
import { Proxy } from '../../../bench/support/proxy.ts';
import { testScope } from '../../support/scope.ts';
import { parseLsn } from '../../../src/connectors/postgres/changes/lsn.ts';
import { Feed } from '../../../src/connectors/postgres/changes/feed.ts';
import { createSlot } from '../../../src/connectors/postgres/changes/slot.ts';
import { View } from '../../../src/connectors/postgres/changes/view.ts';
import { rowsOf, signal } from './support.ts';

test('when a connection breaks during a statement, only that statement fails', async () => {
  await using scope = await testScope();
  await using link = await Proxy.open(Number(new URL(scope.databaseUrl).port));
  const url = new URL(scope.databaseUrl);
  url.port = String(link.port);
  const settings = { url: url.href, maxConnections: 1, statementTimeoutMs: 20_000 };
  const database = new Database(settings, 'shop');

  const running = database.query({ text: 'select pg_sleep(20)' }, signal);
  const failed = assert.rejects(running, isConnectionLost);
  while ((await sleepers()).length === 0) await nextTurn();
  link.cut();
  await failed;

  assert.deepEqual(await database.query({ text: 'select 1' }, signal), [[1]]);
  await database.close();

  function sleepers() {
    return rowsOf(
      scope,
      `select pid from pg_stat_activity where application_name = 'stellwerk shop' and wait_event = 'PgSleep'`,
    );
  }
});

test('a view whose server has stopped is closed all the same', async () => {
  await using scope = await testScope();
  const config = { connectionString: scope.databaseUrl };
  const slot = await createSlot(config, scope.namespace, signal);
  const view = await View.open(config, slot.snapshot, { statementTimeoutMs: 5_000, signal });
  await slot.close();
  const [row] = await view.query<[pid: number]>({ text: 'select pg_backend_pid()' }, signal);
  const pid = row?.[0] ?? assert.fail('no pid');
  process.kill(pid, 'SIGSTOP');
  try {
    await view.close();
    assert.equal(view.isOpen, false);
  } finally {
    process.kill(pid, 'SIGCONT');
    await rowsOf(scope, 'select pg_drop_replication_slot($1)', [scope.namespace]);
  }
});

test('a server that does not begin to send changes in time is given up, and its slot is free again', async () => {
  await using scope = await testScope();
  const config = { connectionString: scope.databaseUrl };
  const slot = await createSlot(config, scope.namespace, signal);
  await slot.close();
  await rowsOf(scope, 'create publication nothing');
  const options = {
    config,
    slot: scope.namespace,
    publication: 'nothing',
    from: parseLsn(slot.start),
  };
  const opening = Feed.open({ ...options, startLimitMs: 1 }, () => true, signal);
  await assert.rejects(opening, /has not begun to send within 1 ms/);
  const feed = await Feed.open(options, () => true, signal);
  await feed.close();
  const drop = `select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = $1 and not active`;
  while ((await rowsOf(scope, drop, [scope.namespace])).length === 0) await nextTurn();
});
