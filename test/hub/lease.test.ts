import assert from 'node:assert/strict';
import { once } from 'node:events';
import { access, readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { escapeIdentifier } from 'pg';
import { migrations } from '../../src/store/migrations/index.ts';
import { rowsOf } from '../support/database.ts';
import { startTestHub, writeConfig } from '../support/hub.ts';
import { breakLease, untilLease } from '../support/lease.ts';
import type { TestScope } from '../support/scope.ts';
import { testScope } from '../support/scope.ts';

const config = `
connectors:
  erp: { kind: postgres, url: '\${DATABASE_URL}' }
  shop: { kind: postgres, url: '\${DATABASE_URL}' }
streams:
  orders:
    from: { connector: erp, entity: orders, key: no, version: changed_at }
    to: [{ connector: shop, entity: shop_orders, key: no, map: { no: no } }]
`;

/** Starts another hub of the same namespace. Resolves when it is next in the queue. */
async function standby(scope: TestScope, configFile: string, signal: AbortSignal) {
  const waits = Promise.withResolvers<void>();
  const onProgress = (line: string) => void (line.startsWith('another hub') && waits.resolve());
  const started = startTestHub(scope, configFile, scope.databaseUrl, { signal, onProgress });
  await Promise.race([waits.promise, started]);
  await untilLease('awaited', scope, signal);
  return { started };
}

async function company(scope: TestScope): Promise<string> {
  await rowsOf(
    scope.databaseUrl,
    `create table orders (no text primary key, changed_at timestamptz not null);
     create table shop_orders (no text primary key)`,
  );
  return writeConfig(scope, config);
}

test('a hub whose lease connection breaks takes the lease again, so that no second hub works beside it', async () => {
  await using scope = await testScope();
  const signal = AbortSignal.timeout(60_000);
  const configFile = await company(scope);
  await using hub = await startTestHub(scope, configFile);
  await breakLease(scope);
  await untilLease('held', scope, signal);
  assert.equal(hub.displaced.aborted, false);

  const stopWaiting = new AbortController();
  const either = AbortSignal.any([signal, stopWaiting.signal]);
  const { started } = await standby(scope, configFile, either);
  stopWaiting.abort();
  await assert.rejects(started, { code: 'CANCELLED' });
});

test('a hub in reserve whose connection breaks waits again, and takes over when the other one stops', async () => {
  await using scope = await testScope();
  const signal = AbortSignal.timeout(60_000);
  const configFile = await company(scope);
  await using hub = await startTestHub(scope, configFile);
  const { started } = await standby(scope, configFile, signal);
  await breakLease(scope, 'awaited');
  await Promise.race([untilLease('awaited', scope, signal), started]);
  assert.equal(hub.displaced.aborted, false);
  await hub.stop();
  await (await started).stop();
});

test('a hub of a newer version that waits changes no table before the one at work has stopped', async () => {
  await using scope = await testScope();
  const signal = AbortSignal.timeout(60_000);
  const configFile = await company(scope);
  await using hub = await startTestHub(scope, configFile);
  const newest = migrations.at(-1)?.name ?? '';
  const memory = escapeIdentifier(scope.namespace);
  // What the newest migration adds is away, as if the hub at work were of the version before.
  await rowsOf(
    scope.databaseUrl,
    `drop table ${memory}.audit_intent; delete from ${memory}.migration where name = '${newest}'`,
  );
  const done = () =>
    rowsOf(scope.databaseUrl, `select from ${memory}.migration where name = '${newest}'`);
  const { started } = await standby(scope, configFile, signal);
  assert.equal((await done()).length, 0);
  await hub.stop();
  await using next = await started;
  assert.equal((await done()).length, 1);
  await next.stop();
});

test('when the hub that waits takes over, the one that lost the lease is told who works now', async () => {
  await using scope = await testScope();
  const signal = AbortSignal.timeout(60_000);
  const configFile = await company(scope);
  await using hub = await startTestHub(scope, configFile);
  const displaced = once(hub.displaced, 'abort');
  const { started } = await standby(scope, configFile, signal);
  await breakLease(scope);
  const next = await started;
  await displaced;
  assert.match(
    (hub.displaced.reason as Error).message,
    new RegExp(`Another hub \\(.+:${process.pid}\\) works in this namespace`),
  );
  await hub.stop();
  await next.stop();
});

test('a hub that lost its place leaves the files in place by which the one that took it is found', async () => {
  await using scope = await testScope();
  const signal = AbortSignal.timeout(60_000);
  await company(scope);
  const configFile = await writeConfig(scope, `${config}hub: { access: {} }\n`);
  await using hub = await startTestHub(scope, configFile);
  const displaced = once(hub.displaced, 'abort');
  const { started } = await standby(scope, configFile, signal);
  await breakLease(scope);
  await using next = await started;
  await displaced;
  await hub.stop();
  const told = await readFile(path.join(scope.dir, 'hub.json'), 'utf8');
  assert.equal((JSON.parse(told) as { grpcAddress: string }).grpcAddress, next.grpcAddress);
  await access(path.join(scope.dir, 'admin.secret'));
  await next.stop();
  await assert.rejects(access(path.join(scope.dir, 'hub.json')), { code: 'ENOENT' });
  await assert.rejects(access(path.join(scope.dir, 'admin.secret')), { code: 'ENOENT' });
});
