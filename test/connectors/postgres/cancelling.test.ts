import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Connector } from '../../../src/connector-api/index.ts';
import { testScope } from '../../support/scope.ts';
import type { TestScope } from '../../support/scope.ts';
import { openPostgres, rowsOf, signal } from './support.ts';

/** A row that takes longer to read than any test may, so that nothing here ends by itself. */
const slow = `create view product as select 'a' as sku, pg_sleep(600)::text as slow`;
const SLEEPING = `select pid from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'`;

function readSlowly(connector: Connector, stop: AbortSignal): Promise<unknown> {
  const given = { key: 'sku', version: null, deleted: null, overlapMs: 0, options: {} };
  const source = connector.source?.({ entity: 'product', ...given });
  assert.ok(source);
  return source.read({ cursor: null, limit: 1, signal: stop });
}

async function sleepers(scope: TestScope, count: number): Promise<number[]> {
  for (;;) {
    const rows = await rowsOf<{ pid: number }>(scope, SLEEPING);
    if (rows.length === count) return rows.map(({ pid }) => pid);
    signal.throwIfAborted();
  }
}

async function openSlowTable(scope: TestScope): Promise<Connector> {
  await rowsOf(scope, slow);
  return openPostgres(scope, { maxConnections: 1, statementTimeoutMs: 120_000 });
}

test('an aborted statement rejects at once and does not go on in the server', async () => {
  await using scope = await testScope();
  const connector = await openSlowTable(scope);
  const stop = new AbortController();
  let code = '';
  const reading = readSlowly(connector, stop.signal).catch((error: unknown) => {
    ({ code } = error as { code: string });
  });
  await sleepers(scope, 1);
  stop.abort();
  // A turn of the event loop is over before any answer of a server could come.
  await nextTurn();
  assert.equal(code, 'CANCELLED');
  await reading;
  await sleepers(scope, 0);
  await connector.check(signal);
  await connector.close();
});

test('who waits for a connection and is aborted leaves at once, and the connection serves the next', async () => {
  await using scope = await testScope();
  const connector = await openSlowTable(scope);
  const first = new AbortController();
  const reading = readSlowly(connector, first.signal);
  await sleepers(scope, 1);
  const second = new AbortController();
  const waiting = readSlowly(connector, second.signal);
  second.abort();
  await assert.rejects(waiting, { code: 'CANCELLED' });
  await sleepers(scope, 1);
  first.abort();
  await assert.rejects(reading, { code: 'CANCELLED' });
  await connector.check(signal);
  await connector.close();
});

test('closing cancels in the server what was aborted before', async () => {
  await using scope = await testScope();
  const connector = await openSlowTable(scope);
  const stop = new AbortController();
  const reading = readSlowly(connector, stop.signal);
  await sleepers(scope, 1);
  stop.abort();
  await Promise.all([assert.rejects(reading, { code: 'CANCELLED' }), connector.close()]);
  await sleepers(scope, 0);
});

test('closing ends within its five seconds also while a statement goes on', async () => {
  await using scope = await testScope();
  const connector = await openSlowTable(scope);
  const reading = readSlowly(connector, signal);
  const broken = assert.rejects(reading, { code: 'SOURCE_UNAVAILABLE' });
  const [pid] = await sleepers(scope, 1);
  const startedAt = performance.now();
  await connector.close();
  assert.ok(performance.now() - startedAt < 5_000);
  await rowsOf(scope, 'select pg_terminate_backend($1)', [pid]);
  await broken;
});
