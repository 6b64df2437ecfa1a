import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { connectControl } from '../../src/control/index.ts';
import { rowsOf } from '../support/database.ts';
import { startTestHub, syncAndSettle, writeConfig } from '../support/hub.ts';
import { testScope } from '../support/scope.ts';

const signal = AbortSignal.timeout(60_000);
const config = `
connectors:
  pim: { kind: file, path: ./articles.jsonl }
  shop: { kind: postgres, url: '\${DATABASE_URL}' }
streams:
  articles:
    from: { connector: pim, entity: article, key: sku, version: at }
    to:
      - connector: shop
        entity: article
        map: { sku: sku, price: { from: price, convert: integer } }
`;

test('letters that come after a question are not replayed or discarded by its answer', async () => {
  await using scope = await testScope();
  await rowsOf(scope.databaseUrl, 'create table article (sku text primary key, price int)');
  const offer = (...skus: string[]) =>
    writeFile(
      path.join(scope.dir, 'articles.jsonl'),
      skus.map((sku) => `${JSON.stringify({ sku, at: 1, price: 'dear' })}\n`).join(''),
    );
  await offer('A', 'B');
  await using hub = await startTestHub(scope, await writeConfig(scope, config));
  await hub.settled(signal);
  const client = await connectControl(hub.grpcAddress);
  try {
    const recovery = client.recovery(signal);
    const asked = await recovery.list({}, ['open'], 1);
    const order = { filter: {}, all: true, document: null, perSecond: null };
    const previewed = await recovery.preview(order);
    assert.deepEqual([asked.total, previewed.total], [2, 2]);

    await offer('A', 'B', 'C');
    await syncAndSettle(hub, 'articles', signal);
    const wrong = { ...order, filter: { maxId: 'newest' } };
    await assert.rejects(recovery.discard(wrong), { code: 'INVALID_REQUEST', message: /max_id/ });
    const filter = { maxId: previewed.newestId };
    assert.equal(await recovery.replay({ ...order, filter }), 2);
    await hub.settled(signal);
    assert.equal((await recovery.list({}, ['open'], 1)).total, 3, 'they have failed again');
    assert.equal(await recovery.discard({ filter: { maxId: asked.newestId }, all: false }), 2);
    const { letters } = await recovery.list({}, ['open'], 10);
    assert.deepEqual(
      letters.map(({ key }) => key),
      ['C'],
    );
  } finally {
    client.close();
  }
});
