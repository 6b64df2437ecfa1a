import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { test } from 'node:test';
import { HttpSystem } from '../support/http-system.ts';
import { writeConfig } from '../support/hub.ts';
import type { TestScope } from '../support/scope.ts';
import { testScope } from '../support/scope.ts';

const signal = AbortSignal.timeout(90_000);
/** From this many starts at one position on, a drain delivers its records one by one. */
const CAREFUL_START = 3;

const config = (url: string) => `
connectors:
  pim: { kind: file, path: ./stock.jsonl }
  shop: { kind: http, url: "${url}" }
streams:
  stock:
    from: { connector: pim, entity: stock, key: sku, version: v }
    to: [{ connector: shop, entity: stock }]
`;
const rows = [
  { sku: 'A', v: 1, quantity: 10 },
  { sku: 'A', v: 2, quantity: 20 },
  { sku: 'B', v: 1, quantity: 7 },
];

function startProcess({ natsUrl, databaseUrl, namespace, dir }: TestScope, configFile: string) {
  const options = JSON.stringify({ natsUrl, databaseUrl, namespace, configFile, stateDir: dir });
  return fork(path.resolve(import.meta.dirname, '../support/hub-process.ts'), [options]);
}

// The system keeps no versions, and recognises repetitions by the idempotency key only. Each death leaves A's newest version
// delivered and nothing settled.
test('a hub killed with -9 until its lane delivers record by record never writes an older state after a newer one', async () => {
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
    const hub = startProcess(scope, configFile);
    const died = once(hub, 'exit');
    await Promise.race([Promise.all([delivered.a.promise, delivered.b.promise]), died]);
    hub.kill('SIGKILL');
    assert.deepEqual(await died, [null, 'SIGKILL']);
    delivered.a = Promise.withResolvers();
    delivered.b = Promise.withResolvers();
    deaths++;
  }
  const last = startProcess(scope, configFile);
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
