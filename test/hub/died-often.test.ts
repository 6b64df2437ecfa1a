import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { forkHub } from '../support/fork-hub.ts';
import { HttpSystem } from '../support/http-system.ts';
import { startTestHub, writeConfig } from '../support/hub.ts';
import { testScope } from '../support/scope.ts';

const signal = AbortSignal.timeout(180_000);
/** The drain that begins so often at one position is careful. */
const CAREFUL_START = 3;

const config = (url: string, more = '') => `
connectors:
  pim: { kind: file, path: ./stock.jsonl }
  shop: { kind: http, url: "${url}" }
streams:
  stock:
    from: { connector: pim, entity: stock, key: sku, version: v }
    to: [{ connector: shop, entity: stock${more} }]
`;
const rows = [
  { sku: 'A', v: 1, quantity: 10 },
  { sku: 'A', v: 2, quantity: 20 },
  { sku: 'B', v: 1, quantity: 7 },
];

// The system keeps no versions, and recognises repetitions by the idempotency key only. Each death leaves A's newest version
// delivered and nothing settled.
test('a hub killed with -9 until its lane is careful never writes an older state after a newer one', async () => {
  await using scope = await testScope();
  await using system = await HttpSystem.start();
  const journal: unknown[] = [];
  const known = new Set<unknown>();
  const delivered = { a: Promise.withResolvers<void>(), b: Promise.withResolvers<void>() };
  let deaths = 0;
  system.reply = ({ headers, body }) => {
    const key = headers['idempotency-key'];
    if (key === undefined) return {};
    const { sku, quantity } = body as (typeof rows)[number];
    if (sku === 'B' && deaths < CAREFUL_START - 1) {
      delivered.b.resolve();
      return { silent: true };
    }
    if (!known.has(key)) journal.push([sku, quantity]);
    known.add(key);
    if (sku === 'A') delivered.a.resolve();
    return { body: { id: sku } };
  };
  const stock = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  const configFile = await writeConfig(scope, config(system.url), { 'stock.jsonl': stock });
  while (deaths < CAREFUL_START - 1) {
    const hub = forkHub(scope, configFile);
    const died = once(hub, 'exit');
    await Promise.race([Promise.all([delivered.a.promise, delivered.b.promise]), died]);
    hub.kill('SIGKILL');
    assert.deepEqual(await died, [null, 'SIGKILL']);
    delivered.a = Promise.withResolvers();
    delivered.b = Promise.withResolvers();
    deaths++;
  }
  const last = forkHub(scope, configFile);
  const ended = once(last, 'exit');
  const [message] = (await Promise.race([once(last, 'message', { signal }), ended])) as [unknown];
  assert.equal(message, 'settled');
  last.kill('SIGTERM');
  assert.deepEqual(await ended, [0, null]);
  assert.deepEqual(journal, [
    ['A', 20],
    ['B', 7],
  ]);
});

// Killed by the mapping: twice at the lane's position, once with the batch that the record is in, three times with the record alone.
// Once more if its lane had settled a part of the records at its first death.
test('a record that kills the process with -9 whenever it is mapped is a dead letter after a few deaths, and all others arrive, also that of a slow system', async () => {
  await using scope = await testScope();
  await using system = await HttpSystem.start();
  const arrived: (string | undefined)[] = [];
  system.reply = ({ headers, body }) => {
    const { sku } = (body ?? {}) as { sku?: string };
    if (headers['idempotency-key'] === undefined) return {};
    if (sku === 'late') return { body: { id: sku }, afterMs: 2_000 };
    arrived.push(sku);
    return { body: { id: sku } };
  };
  const skus = Array.from({ length: 40 }, (_, index) => `s${index}`);
  const map = `
export default ({ sku, quantity }: { sku: string; quantity: number }): object => {
  if (sku === 's15') process.kill(process.pid, 'SIGKILL');
  return { sku, quantity };
};`;
  const late = `
  late:
    from: { connector: erp, entity: stock, key: sku, version: v }
    to: [{ connector: shop, entity: late }]
`;
  const both = config(system.url, ', map: ./map.ts').replace(
    'streams:',
    '  erp: { kind: file, path: ./late.jsonl }\nstreams:',
  );
  const configFile = await writeConfig(scope, both + late, {
    'late.jsonl': '{"sku":"late","v":1}\n',
    'stock.jsonl': skus.map((sku) => `${JSON.stringify({ sku, v: 1, quantity: 1 })}\n`).join(''),
    'map.ts': map,
  });
  let deaths = 0;
  for (; ; deaths++) {
    const hub = forkHub(scope, configFile);
    const ended = once(hub, 'exit');
    const [message] = (await Promise.race([once(hub, 'message', { signal }), ended])) as [unknown];
    if (message === 'settled') {
      hub.kill('SIGTERM');
      assert.deepEqual(await ended, [0, null]);
      break;
    }
    assert.deepEqual(await ended, [null, 'SIGKILL']);
  }
  assert.ok(deaths === 6 || deaths === 7, `${deaths} deaths`);
  const harmless = skus.filter((sku) => sku !== 's15');
  assert.deepEqual(arrived.toSorted(), harmless.toSorted(), 'each once');
  await using hub = await startTestHub(scope, configFile);
  const { letters } = await hub.recovery.listDeadLetters({}, { limit: 10, after: null });
  assert.deepEqual(
    letters.map(({ key, code }) => [key, code]),
    [['s15', 'RECORD_POISONED']],
  );
  assert.deepEqual(
    hub.lanes().map(({ name, counts }) => [name, counts.applied]),
    [
      ['stock/shop', 39],
      ['late/shop', 1],
    ],
  );
});
