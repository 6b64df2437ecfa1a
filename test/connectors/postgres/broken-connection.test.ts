import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Database } from '../../../src/connectors/postgres/database.ts';
import { isConnectionLost } from '../../../src/connectors/postgres/failures.ts';
import { Proxy } from '../../../bench/support/proxy.ts';
import { testScope } from '../../support/scope.ts';
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
