import assert from 'node:assert/strict';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { connectControl } from '../../src/control/index.ts';
import { applyTo, bundleOf, told } from '../support/apply.ts';
import { startTestHub, syncAndSettle, until, writeConfig } from '../support/hub.ts';
import type { TestScope } from '../support/scope.ts';
import { testScope } from '../support/scope.ts';

const signal = AbortSignal.timeout(100_000);

interface Written {
  readonly targets?: readonly string[];
  readonly map?: string;
  readonly key?: string;
  readonly every?: string;
  readonly extra?: string;
}

const config = ({ targets = ['shop'], map, key = 'sku', every, extra = '' }: Written = {}) => `
connectors:
  pim: { kind: file, path: ./products.jsonl }
${targets.map((name) => `  ${name}: { kind: file, path: ./${name}.jsonl }`).join('\n')}
streams:
  products:
    from: { connector: pim, entity: products, key: ${key}, version: changed }
${every ? `    every: ${every}` : ''}
    to:
${targets.map((name) => `      - { connector: ${name}, entity: products${map ? `, map: ${map}` : ''} }`).join('\n')}
${extra}`;

const products = (count: number, changed = 1) =>
  Array.from({ length: count }, (_, n) => `${JSON.stringify({ sku: `p${n}`, changed })}\n`).join(
    '',
  );

async function linesOf(scope: TestScope, name: string): Promise<Record<string, unknown>[]> {
  const text = await readFile(path.join(scope.dir, `${name}.jsonl`), 'utf8').catch(() => '');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

test('a target added by an apply gets the whole history, and the other lane is not affected', async () => {
  await using scope = await testScope();
  const file = await writeConfig(scope, config(), { 'products.jsonl': products(250) });
  await using hub = await startTestHub(scope, file);
  await hub.settled(signal);
  const since = hub.lanes()[0]?.sinceMs;
  const outcome = await applyTo(hub, bundleOf(config({ targets: ['shop', 'market'] })));
  assert.deepEqual(told(outcome), ['added connector market', 'added lane products/market']);
  assert.equal(outcome.version, 2);
  await hub.settled(signal);
  assert.equal((await linesOf(scope, 'market')).length, 250);
  assert.equal((await linesOf(scope, 'shop')).length, 250);
  assert.equal(hub.lanes().find(({ name }) => name === 'products/shop')?.sinceMs, since);
});

test('a target added with from: now gets only what is stored from then on', async () => {
  await using scope = await testScope();
  const file = await writeConfig(scope, config(), { 'products.jsonl': products(50) });
  await using hub = await startTestHub(scope, file);
  await hub.settled(signal);
  const now = config({ targets: ['shop', 'market'] }).replace(
    'connector: market,',
    'connector: market, from: now,',
  );
  await applyTo(hub, bundleOf(now));
  await hub.settled(signal);
  assert.equal((await linesOf(scope, 'market')).length, 0);
  await writeFile(path.join(scope.dir, 'products.jsonl'), products(20, 2));
  await syncAndSettle(hub, 'products', signal);
  assert.equal((await linesOf(scope, 'market')).length, 20);
  assert.equal((await linesOf(scope, 'shop')).length, 70);
});

test('a changed mapping module restarts only its lane, and takes effect from the next record on', async () => {
  await using scope = await testScope();
  const written = config({ targets: ['shop'], map: './map.ts' });
  const module = (word: string) =>
    `import { word } from './word.ts';\nexport default (document: { sku: string }) => ({ sku: document.sku, word, from: '${word}' });`;
  const file = await writeConfig(scope, written, {
    'products.jsonl': products(10),
    'map.ts': module('one'),
    'word.ts': "export const word = 'old';",
  });
  await using hub = await startTestHub(scope, file);
  await hub.settled(signal);
  const files = { 'map.ts': module('one'), 'word.ts': "export const word = 'new';" };
  const outcome = await applyTo(hub, bundleOf(written, files));
  assert.deepEqual(told(outcome), ['changed lane products/shop']);
  assert.deepEqual(
    outcome.changes[0]?.fields.map(({ path: at }) => at),
    ['map'],
  );
  await writeFile(path.join(scope.dir, 'products.jsonl'), products(10, 2));
  await syncAndSettle(hub, 'products', signal);
  const words = (await linesOf(scope, 'shop')).map((line) => JSON.stringify(line));
  assert.equal(words.filter((line) => line.includes('"old"')).length, 10);
  assert.equal(words.filter((line) => line.includes('"new"')).length, 10);
});

test('a removed stream leaves the status and cannot be commanded; its log is deleted only when data loss is allowed', async () => {
  await using scope = await testScope();
  const extra = `  prices:
    from: { connector: pim, entity: prices, key: sku, version: changed }
    every: 1h
    to: [{ connector: shop, entity: prices }]
`;
  const file = await writeConfig(scope, config({ extra }), { 'products.jsonl': products(5) });
  await using hub = await startTestHub(scope, file);
  await hub.settled(signal);
  assert.equal(hub.streams().length, 2);
  await assert.rejects(applyTo(hub, bundleOf(config())), {
    code: 'COMMAND_REJECTED',
    message: /Stream prices is removed, and with it 5 records in its log/,
  });
  assert.equal(hub.streams().length, 2, 'a refusal changes nothing');
  const outcome = await applyTo(hub, bundleOf(config()), { allowDataLoss: true });
  assert.deepEqual(told(outcome), ['removed stream prices', 'removed lane prices/shop']);
  assert.deepEqual(
    hub.streams().map(({ name }) => name),
    ['products'],
  );
  assert.deepEqual(
    hub.lanes().map(({ name }) => name),
    ['products/shop'],
  );
  await assert.rejects(
    hub.send(
      { id: 'x', kind: 'stream', name: 'prices', action: 'sync', requestedBy: 'test' },
      signal,
    ),
    { code: 'NOT_FOUND' },
  );
  await applyTo(hub, bundleOf(config({ extra })));
  await hub.settled(signal);
  assert.equal(
    hub.streams().find(({ name }) => name === 'prices')?.totals.read,
    5,
    'read from the start',
  );
});

test('an apply that would remove a lane with waiting records is refused', async () => {
  await using scope = await testScope();
  const two = config({ targets: ['shop', 'market'] });
  const file = await writeConfig(scope, two, { 'products.jsonl': products(30) });
  await using hub = await startTestHub(scope, file);
  const stored = (records: number) =>
    until(hub, signal, () => (hub.streams()[0]?.totals.stored ?? 0) >= records);
  await stored(30);
  const pause = { kind: 'lane', name: 'products/market', requestedBy: 'test' } as const;
  await hub.send({ id: 'p', action: 'pause', ...pause }, signal);
  await writeFile(path.join(scope.dir, 'products.jsonl'), products(30, 2));
  await hub.send(
    { id: 's', kind: 'stream', name: 'products', action: 'sync', requestedBy: 'test' },
    signal,
  );
  await stored(60);
  await assert.rejects(applyTo(hub, bundleOf(config())), {
    code: 'COMMAND_REJECTED',
    message: /Lane products\/market ends, and with it \d+ records that wait/,
  });
  await hub.send({ id: 'r', action: 'resume', ...pause }, signal);
  await hub.settled(signal);
  const outcome = await applyTo(hub, bundleOf(config()));
  assert.deepEqual(told(outcome), ['removed connector market', 'removed lane products/market']);
});

test('a changed key of a stream is refused; if data loss is allowed, log and targets start from the beginning', async () => {
  await using scope = await testScope();
  const rows = products(7).replaceAll('"changed"', '"ean":"e","changed"');
  const file = await writeConfig(scope, config(), { 'products.jsonl': rows });
  await using hub = await startTestHub(scope, file);
  await hub.settled(signal);
  const other = bundleOf(config({ key: 'ean' }));
  await assert.rejects(applyTo(hub, other), { message: /Stream products gets other records/ });
  await applyTo(hub, other, { allowDataLoss: true });
  await hub.settled(signal);
  assert.equal(hub.streams()[0]?.totals.read, 7);
  const keys = new Set((await linesOf(scope, 'shop')).slice(7).map(({ key }) => key));
  assert.deepEqual([...keys], ['e']);
});

test('a stream whose key changes keeps its schedule', async () => {
  await using scope = await testScope();
  const rows = products(2).replaceAll('"changed"', '"ean":"e","changed"');
  const file = await writeConfig(scope, config({ every: '1s' }), { 'products.jsonl': rows });
  await using hub = await startTestHub(scope, file);
  await hub.settled(signal);
  await applyTo(hub, bundleOf(config({ key: 'ean', every: '1s' })), { allowDataLoss: true });
  for (const _run of ['one', 'another']) {
    const before = hub.streams()[0]?.lastRun?.startedAtMs ?? 0;
    await until(hub, signal, () => (hub.streams()[0]?.lastRun?.startedAtMs ?? 0) > before);
  }
});

test('a rollback applies an earlier version again; an apply that expects another version is refused', async () => {
  await using scope = await testScope();
  const file = await writeConfig(scope, config(), { 'products.jsonl': products(3) });
  await using hub = await startTestHub(scope, file);
  await hub.settled(signal);
  await applyTo(hub, bundleOf(config({ targets: ['shop', 'market'] })), { note: 'market' });
  await hub.settled(signal);
  await assert.rejects(applyTo(hub, bundleOf(config()), { expectedVersion: 1 }), {
    code: 'COMMAND_REJECTED',
    message: /Version 2 of the configuration is in force, not 1/,
  });
  const order = {
    expectedVersion: 2,
    dryRun: false,
    allowDataLoss: false,
    note: '',
    requestedBy: 'test',
  };
  const outcome = await hub.configuration.rollback(1, order, signal);
  assert.deepEqual(
    [outcome.version, told(outcome)],
    [3, ['removed connector market', 'removed lane products/market']],
  );
  const history = await hub.configuration.history(10, null);
  assert.deepEqual(
    history.map(({ version, note, appliedBy }) => [version, note, appliedBy]),
    [
      [3, '', 'test'],
      [2, 'market', 'test'],
      [1, '', 'start'],
    ],
  );
  assert.equal(history[0]?.hash, history[2]?.hash);
});

test('a changed secret is reported as a change, and its value is never shown', async () => {
  await using scope = await testScope();
  const url = (password: string) =>
    config({ extra: '' }).replace(
      'connectors:',
      `connectors:\n  erp: { kind: postgres, url: "postgres://me:${password}@localhost:1/x" }`,
    );
  const file = await writeConfig(scope, url('hunter2'), { 'products.jsonl': products(3) });
  await using hub = await startTestHub(scope, file);
  const outcome = await applyTo(hub, bundleOf(url('hunter3')), { dryRun: true });
  assert.deepEqual(told(outcome), ['changed connector erp']);
  assert.doesNotMatch(JSON.stringify(outcome), /hunter|\\u0000/);
  assert.doesNotMatch(JSON.stringify(await hub.configuration.get(null)), /hunter/);
});

test('mistakes name the files that were sent, and nothing is changed', async () => {
  await using scope = await testScope();
  const file = await writeConfig(scope, config(), { 'products.jsonl': products(3) });
  await using hub = await startTestHub(scope, file);
  await hub.settled(signal);
  const broken = config({ map: './map.ts' });
  await assert.rejects(applyTo(hub, bundleOf(broken, { 'map.ts': 'export default 3;' })), {
    code: 'CONFIG_INVALID',
    message: /\nstellwerk\.yaml:\d+:\d+ .*Mapping module map\.ts must export a function/,
  });
  await assert.rejects(applyTo(hub, bundleOf(config(), { '../evil.ts': '' })), {
    code: 'INVALID_REQUEST',
  });
  assert.equal(hub.configuration.status().version, 1);
});

test('a schedule changes without restarting its stream', async () => {
  await using scope = await testScope();
  const file = await writeConfig(scope, config({ every: '1h' }), { 'products.jsonl': products(3) });
  await using hub = await startTestHub(scope, file);
  await hub.settled(signal);
  const run = hub.streams()[0]?.lastRun;
  await applyTo(hub, bundleOf(config({ every: '2h' })));
  const next = hub.streams()[0]?.nextRunAtMs ?? 0;
  assert.ok(next > Date.now() + 3_700_000, 'the next run is in two hours');
  assert.deepEqual(hub.streams()[0]?.lastRun, run);
  await applyTo(hub, bundleOf(config()));
  assert.equal(hub.streams()[0]?.nextRunAtMs, null);
});

test('a changed connector restarts only its lanes; a pause survives it', async () => {
  await using scope = await testScope();
  const two = (shop: string) =>
    config({ targets: ['shop', 'market'] }).replace('./shop.jsonl', shop);
  const file = await writeConfig(scope, two('./shop.jsonl'), { 'products.jsonl': products(9) });
  await using hub = await startTestHub(scope, file);
  await hub.settled(signal);
  const order = { kind: 'lane', name: 'products/shop', requestedBy: 'test' } as const;
  await hub.send({ id: 'pause', action: 'pause', ...order }, signal);
  const before = new Map(hub.lanes().map(({ name, sinceMs }) => [name, sinceMs]));
  const outcome = await applyTo(hub, bundleOf(two('./other.jsonl')));
  assert.deepEqual(told(outcome), ['changed connector shop']);
  const after = new Map(hub.lanes().map((lane) => [lane.name, lane]));
  assert.equal(after.get('products/market')?.sinceMs, before.get('products/market'));
  assert.equal(after.get('products/shop')?.state, 'paused');
  await writeFile(path.join(scope.dir, 'products.jsonl'), products(4, 2));
  await hub.send({ id: 'resume', action: 'resume', ...order }, signal);
  await syncAndSettle(hub, 'products', signal);
  assert.equal((await linesOf(scope, 'shop')).length, 9);
  assert.equal((await linesOf(scope, 'other')).length, 4);
});

test('applies run one after the other, and files of configurations that are not in force are not kept', async () => {
  await using scope = await testScope();
  const file = await writeConfig(scope, config(), { 'products.jsonl': products(3) });
  await using hub = await startTestHub(scope, file);
  await hub.settled(signal);
  const more = bundleOf(config({ targets: ['shop', 'market'] }));
  const [first, second, third] = await Promise.allSettled([
    applyTo(hub, more, { expectedVersion: 1 }),
    applyTo(hub, bundleOf(config({ every: '2h' })), { expectedVersion: 1 }),
    applyTo(hub, more, { expectedVersion: 2 }),
  ]);
  assert.equal(first.status, 'fulfilled');
  assert.equal(second.status, 'rejected');
  assert.equal(third.status === 'fulfilled' && third.value.applied, false);
  await applyTo(hub, more, { dryRun: true });
  const folder = path.join(scope.dir, 'configurations');
  assert.ok((await readdir(folder)).length <= 2);
});

test('a watch of the lanes reports a lane that is removed', async () => {
  await using scope = await testScope();
  const two = config({ targets: ['shop', 'market'] });
  const file = await writeConfig(scope, two, { 'products.jsonl': products(3) });
  await using hub = await startTestHub(scope, file);
  await hub.settled(signal);
  const client = await connectControl(hub.grpcAddress);
  const stop = new AbortController();
  const seen: (readonly string[])[] = [];
  try {
    for await (const { lanes } of client.watch(AbortSignal.any([stop.signal, signal]))) {
      const names = lanes.map(({ name }) => name);
      if (seen.length === 0) await applyTo(hub, bundleOf(config()));
      if (JSON.stringify(names) !== JSON.stringify(seen.at(-1))) seen.push(names);
      if (names.length === 1) stop.abort();
    }
  } finally {
    client.close();
  }
  assert.deepEqual(seen, [['products/shop', 'products/market'], ['products/shop']]);
});
