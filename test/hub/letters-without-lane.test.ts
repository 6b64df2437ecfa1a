import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { HttpSystem } from '../support/http-system.ts';
import { startTestHub, writeConfig } from '../support/hub.ts';
import { testScope } from '../support/scope.ts';

const signal = AbortSignal.timeout(60_000);

test('a dead letter of a lane that is not configured, or has got another target, stays open until its lane is back', async () => {
  await using scope = await testScope();
  await using shop = await HttpSystem.start();
  const file = await writeConfig(
    scope,
    `
connectors:
  pim: { kind: file, path: ./products.jsonl }
  out: { kind: file, path: ./out.jsonl }
  shop: { kind: http, url: "${shop.url}" }
streams:
  products:
    from: { connector: pim, entity: product, key: sku, version: v }
    to:
      - { connector: out, entity: products }
      - { connector: shop, entity: products }
`,
    { 'products.jsonl': '{"sku":"A1","v":1}\n' },
  );
  const complete = await readFile(file, 'utf8');
  shop.reply = () => ({ status: 422 });
  {
    await using hub = await startTestHub(scope, file);
    await hub.settled(signal);
  }
  shop.reply = () => ({});
  const [lane] = complete.match(/^ *- \{ connector: shop.*\n/m) ?? [];
  assert.ok(lane);
  const open = { filter: {}, document: null, perSecond: null };
  for (const other of ['', lane.replace('products', 'articles')]) {
    await writeFile(file, complete.replace(lane, other));
    await using hub = await startTestHub(scope, file);
    assert.equal(await hub.recovery.countDeadLetters({ replayable: true }, signal), 0);
    assert.equal(await hub.recovery.replayDeadLetters(open, signal), 0);
    assert.equal(await hub.recovery.countDeadLetters({ states: ['open'] }, signal), 1);
  }
  await writeFile(file, complete);
  await using hub = await startTestHub(scope, file);
  assert.equal(await hub.recovery.replayDeadLetters(open, signal), 1);
  await hub.settled(signal);
  const { letters } = await hub.recovery.listDeadLetters({}, { limit: 9, after: null }, signal);
  assert.deepEqual(
    letters.map(({ closing }) => closing),
    ['replayed'],
  );
});
