import assert from 'node:assert/strict';
import { on, once } from 'node:events';
import { watch } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { connectControl } from '../../src/control/index.ts';
import { forkHub } from '../support/fork-hub.ts';
import { applyTo, bundleOf, told } from '../support/apply.ts';
import { startTestHub, syncAndSettle, until, writeConfig } from '../support/hub.ts';
import type { TestScope } from '../support/scope.ts';
import { testScope } from '../support/scope.ts';

const signal = AbortSignal.timeout(90_000);

const config = `
connectors:
  pim: { kind: file, path: ./products.jsonl }
  shop: { kind: file, path: ./shop.jsonl }
streams:
  products:
    from: { connector: pim, entity: products, key: sku, version: changed }
    validate: { type: object, required: [name] }
    to:
      - { connector: shop, entity: products, map: ./map.ts, validate: { required: [word] }, workers: true }
`;

const products = (count: number, changed = 1) =>
  Array.from({ length: count }, (_, n) => ({ sku: `p${n}`, changed, name: `Product ${n}` }));

const linesOf = (rows: readonly object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

/** Returns the documents that the target received. */
async function delivered({ dir }: TestScope): Promise<Record<string, unknown>[]> {
  const text = await readFile(path.join(dir, 'shop.jsonl'), 'utf8').catch(() => '');
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line) => (JSON.parse(line) as { document: Record<string, unknown> }).document);
}

/** A mapping that creates the file `at-work`, and then loops until the file `let-go` exists. */
const burning = ({ dir }: TestScope) => `
import { existsSync, writeFileSync } from 'node:fs';
export default ({ sku }: { sku: string }): object => {
  writeFileSync(${JSON.stringify(path.join(dir, 'at-work'))}, '');
  while (!existsSync(${JSON.stringify(path.join(dir, 'let-go'))}));
  return { sku, word: 'mapped' };
};`;

/** Starts a hub and waits until its lane is in the middle of mapping. */
async function untilBurning<Hub>(
  scope: TestScope,
  start: (configFile: string) => Hub,
): Promise<Awaited<Hub>> {
  const file = await writeConfig(scope, config, {
    'products.jsonl': linesOf(products(250)),
    'map.ts': burning(scope),
  });
  const watcher = watch(scope.dir, { signal });
  const changes = on(watcher, 'change', { signal });
  const hub = await start(file);
  for await (const [, name] of changes) if (name === 'at-work') break;
  watcher.close();
  return hub;
}

test('the hub answers while workers map, and everything arrives', async () => {
  await using scope = await testScope();
  await using hub = await untilBurning(scope, (file) => startTestHub(scope, file));
  const client = await connectControl(hub.grpcAddress);
  try {
    // If the hub itself mapped the records, its event loop would be blocked and it could not answer.
    const { lanes } = await client.status(signal);
    assert.deepEqual([lanes[0]?.state, lanes[0]?.counts.applied], ['running', 0]);
    assert.equal((await fetch(`http://${hub.httpAddress}/metrics`)).status, 200);
    assert.equal((await delivered(scope)).length, 0);
  } finally {
    client.close();
  }
  await writeFile(path.join(scope.dir, 'let-go'), '');
  await hub.settled(signal);
  assert.equal((await delivered(scope)).length, 250);
  assert.equal(hub.lanes()[0]?.counts.applied, 250);
});

test('a hub killed in the middle of mapping has settled nothing, and delivers everything once after a restart', async () => {
  await using scope = await testScope();
  const killed = await untilBurning(scope, (configFile) => forkHub(scope, configFile));
  const exited = once(killed, 'exit');
  killed.kill('SIGKILL');
  await exited;
  await writeFile(path.join(scope.dir, 'let-go'), '');
  await using hub = await startTestHub(scope, path.join(scope.dir, 'stellwerk.yaml'));
  await hub.settled(signal);
  assert.equal((await delivered(scope)).length, 250);
  assert.equal(hub.lanes()[0]?.counts.applied, 250);
});

test('a lane can be paused and the hub stopped in the middle of mapping, and nothing of the batch is settled', async () => {
  await using scope = await testScope();
  await using hub = await untilBurning(scope, (file) => startTestHub(scope, file));
  await hub.send(
    {
      ...{ id: 'pause-it', kind: 'lane', name: 'products/shop', action: 'pause' },
      requestedBy: 'test',
    },
    signal,
  );
  await until(hub, signal, () => hub.lanes()[0]?.state === 'paused');
  assert.equal(hub.lanes()[0]?.counts.applied, 0);
  await hub.stop();
  await writeFile(path.join(scope.dir, 'let-go'), '');
  await using again = await startTestHub(scope, path.join(scope.dir, 'stellwerk.yaml'));
  await again.send(
    {
      ...{ id: 'resume-it', kind: 'lane', name: 'products/shop', action: 'resume' },
      requestedBy: 'test',
    },
    signal,
  );
  await again.settled(signal);
  assert.equal((await delivered(scope)).length, 250);
});

const deadly = (word: string) => `
export default ({ sku }: { sku: string }): object => {
  if (sku === 'p7') process.exit(9);
  if (sku === 'p8') throw new Error('no such colour');
  return { sku, word: '${word}' };
};`;

test('a record that ends workers becomes a dead letter; the workers use a corrected mapping at once', async () => {
  await using scope = await testScope();
  const rows = [...products(20), { sku: 'nameless', changed: 1 }];
  const file = await writeConfig(scope, config, {
    'products.jsonl': linesOf(rows),
    'map.ts': deadly('old'),
  });
  await using hub = await startTestHub(scope, file);
  await hub.settled(signal);
  const page = { limit: 10, after: null };
  const { letters } = await hub.recovery.listDeadLetters({ states: ['open'] }, page);
  const poisoned = letters.find(({ code }) => code === 'RECORD_POISONED');
  assert.deepEqual(letters.map(({ code, stage, key }) => [key, code, stage]).sort(), [
    ['nameless', 'RECORD_INVALID', 'validate'],
    ['p7', 'RECORD_POISONED', 'map'],
    ['p8', 'MAPPING_FAILED', 'map'],
  ]);
  assert.equal((await delivered(scope)).length, 18);
  // The preview of a replay maps in workers as well.
  const preview = await hub.recovery.previewReplay(poisoned?.id ?? '', null, signal);
  assert.equal(preview.effect, 'dead-letter');
  assert.match(preview.reason ?? '', /RECORD_POISONED: .*ended 3 workers.*code: 9/);

  const mended = "export default ({ sku }: { sku: string }): object => ({ sku, word: 'new' });";
  const outcome = await applyTo(hub, bundleOf(config, { 'map.ts': mended }));
  assert.deepEqual(told(outcome), ['changed lane products/shop']);
  await writeFile(path.join(scope.dir, 'products.jsonl'), linesOf(products(20, 2)));
  await syncAndSettle(hub, 'products', signal);
  const words = (await delivered(scope)).map(({ word }) => word);
  assert.deepEqual([words.filter((word) => word === 'old').length, words.length], [18, 38]);
});
