import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Connector } from '../../../src/connector-api/index.ts';
import { testScope } from '../../support/scope.ts';
import type { TestScope } from '../../support/scope.ts';
import { openPostgres, rowsOf, signal } from './support.ts';

/** A row that takes longer to read than any test may take, so that no read here ends by itself. */
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

test('an aborted statement rejects at once and does not continue in the server', async () => {
  await using scope = await testScope();
  const connector = await openSlowTable(scope);
  const stop = new AbortController();
  let code = '';
  const reading = readSlowly(connector, stop.signal).catch((error: unknown) => {
    ({ code } = error as { code: string });
  });
  await sleepers(scope, 1);
  stop.abort();
  // One turn of the event loop is over before the server could answer.
  await nextTurn();
  assert.equal(code, 'CANCELLED');
  await reading;
  await sleepers(scope, 0);
  await connector.check(signal);
  await connector.close();
});

test('a caller aborted while it waits for a connection leaves at once, and the connection serves the next one', async () => {
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

test('a statement that was aborted before closing is cancelled in the server', async () => {
  await using scope = await testScope();
  const connector = await openSlowTable(scope);
  const stop = new AbortController();
  const reading = readSlowly(connector, stop.signal);
  await sleepers(scope, 1);
  stop.abort();
  await Promise.all([assert.rejects(reading, { code: 'CANCELLED' }), connector.close()]);
  await sleepers(scope, 0);
});

test('closing ends within its five seconds even while a statement is running', async () => {
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
