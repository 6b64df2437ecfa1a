import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Proxy } from '../../bench/support/proxy.ts';
import { rowsOf } from '../support/database.ts';
import { startTestHub, syncAndSettle, until, writeConfig } from '../support/hub.ts';
import { HttpSystem } from '../support/http-system.ts';
import { testScope } from '../support/scope.ts';

const signal = AbortSignal.timeout(60_000);

const config = (url: string) => `
connectors:
  pim: { kind: file, path: ./products.jsonl }
  shop: { kind: http, url: "${url}" }
streams:
  products:
    from: { connector: pim, entity: product, key: sku, version: changed }
    every: 1h
    to: [{ connector: shop, entity: products, batch: { path: /products, idField: sku }, map: { sku: sku, changed: changed } }]
`;
const product = (changed: number) => JSON.stringify({ sku: 'A', changed });

// The shop answers only once the database's answers are lost; the connections break when the settlement is committed.
test('a lane whose last settlement was committed without an answer shows that nothing waits', async () => {
  await using scope = await testScope();
  await using shop = await HttpSystem.start();
  shop.reply = ({ body }) => ({ body });
  await using link = await Proxy.open(Number(new URL(scope.databaseUrl).port));
  const configFile = await writeConfig(scope, config(shop.url), { 'products.jsonl': product(1) });
  const databaseUrl = new URL(scope.databaseUrl);
  databaseUrl.port = String(link.port);
  await using hub = await startTestHub({ ...scope, databaseUrl: databaseUrl.href }, configFile);
  await hub.settled(signal);

  const answered = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  shop.reply = ({ body }) => {
    asked.resolve();
    return { body, until: answered.promise };
  };
  await writeConfig(scope, config(shop.url), { 'products.jsonl': product(2) });
  const synced = syncAndSettle(hub, 'products', signal);
  await asked.promise;
  await until(hub, signal, () => hub.streams()[0]?.lastRun?.finishedAtMs !== null);
  link.swallowAnswers();
  answered.resolve();
  const settled = `select settled_seq::int as seq from "${scope.namespace}".lane`;
  while ((await rowsOf<{ seq: number }>(scope.databaseUrl, settled))[0]?.seq !== 2)
    await nextTurn();
  link.change('clear');

  await synced;
  const [lane] = hub.lanes();
  assert.equal(lane?.settledSeq, 2);
  assert.equal(lane.backlog, 0);
  assert.equal(lane.counts.applied, 2);
});
