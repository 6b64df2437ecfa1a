import assert from 'node:assert/strict';
import { test } from 'node:test';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { connectControl } from '../../src/control/index.ts';
import { applyTo, bundleOf } from '../support/apply.ts';
import { rowsOf } from '../support/database.ts';
import type { TestHub } from '../support/hub.ts';
import { startTestHub, syncAndSettle, writeConfig } from '../support/hub.ts';
import type { TestScope } from '../support/scope.ts';
import { testScope } from '../support/scope.ts';

const orders = (from: string) => `
  orders:
    from: { connector: erp, ${from} }
    to: [{ connector: shop, entity: shop_orders, key: no, map: { no: no, state: state } }]`;

const config = (...streams: string[]) => `
connectors:
  erp: { kind: postgres, url: '\${DATABASE_URL}' }
  shop: { kind: postgres, url: '\${DATABASE_URL}' }
streams:${streams.join('')}
`;

/** Rows of the archive are older than the newest order, but newer than those with the same number. */
async function company({ databaseUrl }: TestScope): Promise<void> {
  await rowsOf(
    databaseUrl,
    `create table orders (no text primary key, state text, changed_at timestamptz not null);
     create table archive (like orders including all);
     create table shop_orders (no text primary key, state text);
     create table other_orders (no text primary key);
     insert into orders select 'N' || n, 'open', case when n <= 10 then '2026-03-01' else '2026-01-01' end::timestamptz
       from generate_series(1, 20) n;
     insert into archive select 'N' || n, 'paid', '2026-02-01' from generate_series(11, 30) n`,
  );
}

const shopStates = async ({ databaseUrl }: TestScope) => {
  const counts = 'select state, count(*)::int as n from shop_orders group by 1 order by 1';
  const rows = await rowsOf<{ state: string; n: number }>(databaseUrl, counts);
  return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
};

async function repair(hub: TestHub, stream: string, signal: AbortSignal): Promise<void> {
  using cleanup = new DisposableStack();
  const client = await connectControl(hub.grpcAddress);
  cleanup.defer(() => client.close());
  const request = { stream, lane: null, repair: true, details: 0, limit: 1_000 };
  for await (const _event of client.history(signal).verify(request));
}

const fromOrders = orders('entity: orders, key: no, version: changed_at');
const fromArchive = orders('entity: archive, key: no, version: changed_at');

const others = `
  others:
    from: { connector: erp, entity: orders, key: no, version: changed_at }
    to: [{ connector: shop, entity: other_orders, key: no, map: { no: no } }]`;

/** A company whose orders were delivered, and whose file now names the archive. @returns the file */
async function movedCompany(scope: TestScope, signal: AbortSignal): Promise<string> {
  await company(scope);
  const configFile = await writeConfig(scope, config(fromOrders));
  await using hub = await startTestHub(scope, configFile);
  await syncAndSettle(hub, 'orders', signal);
  return writeConfig(scope, config(fromArchive));
}

test('a start with another origin for a stream is refused while its log has records, and says how many', async () => {
  await using scope = await testScope();
  const signal = AbortSignal.timeout(60_000);
  const configFile = await movedCompany(scope, signal);
  await assert.rejects(startTestHub(scope, configFile), {
    code: 'COMMAND_REJECTED',
    message:
      /Stream orders gets other records .* and loses 20 records in its log\..*--allow-data-loss/,
  });
  await writeConfig(scope, config(fromOrders));
  await using hub = await startTestHub(scope, configFile);
  await syncAndSettle(hub, 'orders', signal);
  assert.deepEqual(await shopStates(scope), { open: 20 });
});

test('with the loss allowed, a start with another origin reads everything from there, also what is older than the last run', async () => {
  await using scope = await testScope();
  const signal = AbortSignal.timeout(60_000);
  const configFile = await movedCompany(scope, signal);
  for (const allowDataLoss of [true, false]) {
    await using hub = await startTestHub(scope, configFile, undefined, { allowDataLoss });
    await syncAndSettle(hub, 'orders', signal);
    assert.deepEqual(await shopStates(scope), { open: 10, paid: 20 });
  }
});

test('rows of another origin that are older than what the target holds are written by a repair', async () => {
  await using scope = await testScope();
  const signal = AbortSignal.timeout(60_000);
  const configFile = await movedCompany(scope, signal);
  await rowsOf(
    scope.databaseUrl,
    `insert into archive select 'N' || n, 'paid', '2026-02-01' from generate_series(1, 10) n`,
  );
  await using hub = await startTestHub(scope, configFile, undefined, { allowDataLoss: true });
  await syncAndSettle(hub, 'orders', signal);
  assert.deepEqual(await shopStates(scope), { open: 10, paid: 20 });
  await repair(hub, 'orders', signal);
  await hub.settled(signal);
  assert.deepEqual(await shopStates(scope), { paid: 30 });
});

test('a start knows where a stream that was applied to the running hub has read', async () => {
  await using scope = await testScope();
  const signal = AbortSignal.timeout(60_000);
  await company(scope);
  const configFile = await writeConfig(scope, config(others));
  {
    await using hub = await startTestHub(scope, configFile);
    await applyTo(hub, bundleOf(config(others, fromOrders)));
    await syncAndSettle(hub, 'orders', signal);
    await applyTo(hub, bundleOf(config(others, fromArchive)), { allowDataLoss: true });
    await syncAndSettle(hub, 'orders', signal);
  }
  await writeConfig(scope, config(others, fromOrders));
  await assert.rejects(startTestHub(scope, configFile), { code: 'COMMAND_REJECTED' });
  await writeConfig(scope, config(others, fromArchive));
  await using hub = await startTestHub(scope, configFile);
  await syncAndSettle(hub, 'orders', signal);
  assert.deepEqual(await shopStates(scope), { open: 10, paid: 20 });
});

/** As when everything in the log is older than what is kept. */
async function ageLog({ natsUrl, namespace }: TestScope, stream: string): Promise<void> {
  const nc = await connect({ servers: new URL(natsUrl).host });
  await (await jetstreamManager(nc)).streams.purge(`${namespace}-stream-${stream}`);
  await nc.close();
}

test('a stream that was removed without a loss and is applied again with another origin reads everything from there', async () => {
  await using scope = await testScope();
  const signal = AbortSignal.timeout(60_000);
  await company(scope);
  const configFile = await writeConfig(scope, config(others, fromOrders));
  await using hub = await startTestHub(scope, configFile);
  await syncAndSettle(hub, 'orders', signal);
  await ageLog(scope, 'orders');
  await applyTo(hub, bundleOf(config(others)));
  await applyTo(hub, bundleOf(config(others, fromArchive)));
  await syncAndSettle(hub, 'orders', signal);
  assert.deepEqual(await shopStates(scope), { open: 10, paid: 20 });
});
