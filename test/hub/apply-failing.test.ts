import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import pg from 'pg';
import { applyTo, bundleOf } from '../support/apply.ts';
import { rowsOf, waitingBackend, whileLocked } from '../support/database.ts';
import type { TestHub } from '../support/hub.ts';
import { startTestHub, syncAndSettle, until, writeConfig } from '../support/hub.ts';
import type { TestScope } from '../support/scope.ts';
import { testScope } from '../support/scope.ts';

const signal = AbortSignal.timeout(110_000);

const config = (map: string, extra = '') => `
connectors:
  pim: { kind: file, path: ./products.jsonl }
  shop: { kind: file, path: ./shop.jsonl }
streams:
  products:
    from: { connector: pim, entity: products, key: sku, version: changed }
    every: 1h
    to: [{ connector: shop, entity: products, map: { ${map}, changed: changed } }]
${extra}`;

const prices = (limits = '') => `  prices:
    from: { connector: pim, entity: prices, key: sku, version: changed }
    ${limits}
    to: [{ connector: shop, entity: prices }]
`;

const products = (count: number, changed = 1) =>
  Array.from({ length: count }, (_, n) => `${JSON.stringify({ sku: `p${n}`, changed })}\n`).join(
    '',
  );

async function streamsIn(scope: TestScope): Promise<readonly string[]> {
  const nc = await connect({ servers: new URL(scope.natsUrl).host });
  const names: string[] = [];
  try {
    for await (const name of (await jetstreamManager(nc)).streams.names()) {
      if (name.startsWith(`${scope.namespace}-stream-`))
        names.push(name.split('-stream-')[1] ?? '');
    }
  } finally {
    await nc.close();
  }
  return names.sort();
}

const shapeOf = (hub: TestHub) => ({
  connectors: hub.connectors().map(({ name, state }) => [name, state]),
  streams: hub.streams().map(({ name, state, nextRunAtMs }) => [name, state, nextRunAtMs]),
  lanes: hub
    .lanes()
    .map(({ name, state, settledSeq, counts }) => [name, state, settledSeq, counts]),
});

// The mapping changes, so the lane is already stopped when NATS refuses the log of the other stream for its size.
test('an apply that fails in the middle leaves everything as it was, and the lanes continue', async () => {
  await using scope = await testScope();
  const file = await writeConfig(scope, config('sku: sku'), { 'products.jsonl': products(40) });
  await using hub = await startTestHub(scope, file);
  await hub.settled(signal);
  const before = shapeOf(hub);
  const broken = bundleOf(config('id: sku', prices('limits: { bytes: 900TB }')));
  await assert.rejects(applyTo(hub, broken), { code: /STREAM_FULL|BUS_UNAVAILABLE/ });
  await hub.settled(signal);
  assert.deepEqual(shapeOf(hub), before);
  assert.deepEqual(await streamsIn(scope), ['products']);
  assert.equal((await hub.configuration.history(10, null)).length, 1);
  assert.deepEqual(
    await rowsOf(scope.databaseUrl, `select name from "${scope.namespace}".lane order by name`),
    [{ name: 'products/shop' }],
  );
  await writeFile(path.join(scope.dir, 'products.jsonl'), products(40, 2));
  await syncAndSettle(hub, 'products', signal);
  const lines = (await readFile(path.join(scope.dir, 'shop.jsonl'), 'utf8')).trim().split('\n');
  assert.equal(lines.length, 80);
  assert.ok(
    lines.every((line) => line.includes('"sku"')),
    'mapped as before',
  );
});

test('a version that cannot be stored does not come into force', async () => {
  await using scope = await testScope();
  const file = await writeConfig(scope, config('sku: sku'), { 'products.jsonl': products(4) });
  await using hub = await startTestHub(scope, file);
  await hub.settled(signal);
  const table = `"${scope.namespace}".config_version`;
  await rowsOf(scope.databaseUrl, `alter table ${table} add check (version < 2)`);
  await assert.rejects(applyTo(hub, bundleOf(config('id: sku', prices()))));
  await hub.settled(signal);
  assert.equal(hub.streams().length, 1);
  assert.deepEqual(await streamsIn(scope), ['products']);
  assert.deepEqual(hub.configuration.status(), { name: 'configuration', version: 1, doing: null });
});

// A pause of a key waits in the database until the lane is gone.
test('an order to a lane that a configuration removes meanwhile is not reported as a defect', async () => {
  await using scope = await testScope();
  const file = await writeConfig(scope, config('sku: sku'), { 'products.jsonl': products(4) });
  await using hub = await startTestHub(scope, file);
  await hub.settled(signal);
  const name = 'products/shop';
  await hub.send({ id: 'p', kind: 'lane', name, action: 'pause', requestedBy: 'test' }, signal);
  const sql = new pg.Client({ connectionString: scope.databaseUrl });
  await sql.connect();
  await using _closed = { [Symbol.asyncDispose]: () => sql.end() };
  const orders: Promise<unknown>[] = [];
  await whileLocked(
    scope.databaseUrl,
    `"${scope.namespace}".paused_key in share mode`,
    async () => {
      orders.push(hub.recovery.pauseKey(name, 'p1', signal));
      await waitingBackend(sql);
      const other = config('sku: sku').replace(
        'shop, entity: products, map',
        'pim, entity: copies, map',
      );
      orders.push(applyTo(hub, bundleOf(other), { allowDataLoss: true }));
      await until(hub, signal, () => hub.lanes().every((lane) => lane.name !== name));
    },
  );
  await Promise.all(orders);
});

const failingSteps: readonly (readonly [what: string, sql: string, settledSeq: number])[] = [
  ['its version cannot be stored', 'alter table config_version add check (version < 2)', 0],
  [
    'the cursor cannot be forgotten',
    `create function refuse() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$;
    create trigger refuse before delete on stream_state for each row execute function refuse()`,
    40,
  ],
];

// Records wait for a paused lane, and the log is emptied for the new key.
for (const [what, sql, settledSeq] of failingSteps) {
  test(`an apply that changes a key loses nothing that the source still holds when ${what}`, async () => {
    await using scope = await testScope();
    const file = await writeConfig(scope, config('sku: sku'), { 'products.jsonl': products(40) });
    await using hub = await startTestHub(scope, file);
    await hub.settled(signal);
    const lane = { kind: 'lane', name: 'products/shop', requestedBy: 'test' } as const;
    await hub.send({ id: 'pause', action: 'pause', ...lane }, signal);
    await writeFile(path.join(scope.dir, 'products.jsonl'), products(40, 2));
    const sync = { kind: 'stream', name: 'products', action: 'sync', requestedBy: 'test' } as const;
    await hub.send({ id: 'sync', ...sync }, signal);
    await until(hub, signal, () => hub.streams()[0]?.totals.stored === 80);
    await rowsOf(scope.databaseUrl, `set search_path to "${scope.namespace}"; ${sql}`);
    const renewed = bundleOf(config('sku: sku').replace('key: sku', 'key: ean'));
    await assert.rejects(applyTo(hub, renewed, { allowDataLoss: true }));
    assert.equal(hub.lanes()[0]?.settledSeq, settledSeq);

    await hub.send({ id: 'resume', action: 'resume', ...lane }, signal);
    await syncAndSettle(hub, 'products', signal);
    const text = await readFile(path.join(scope.dir, 'shop.jsonl'), 'utf8');
    assert.equal(text.match(/"changed":2/g)?.length, 40);
  });
}

// The hub does nothing but apply, adding and removing a stream with its data, and is killed three times at random moments.
test('a hub killed in the middle of an apply starts with either the old or the new configuration, never a mixture', async (t) => {
  await using scope = await testScope();
  const files = { 'products.jsonl': products(200) };
  const file = await writeConfig(scope, config('sku: sku'), files);
  const bundles = [bundleOf(config('id: sku', prices())), bundleOf(config('sku: sku'))];
  const { natsUrl, databaseUrl, namespace, dir } = scope;
  const options = { natsUrl, databaseUrl, namespace, configFile: file, stateDir: dir };
  for (let death = 1; death <= 3; death++) {
    const child = fork(path.resolve(import.meta.dirname, '../support/applying-hub.ts'), [
      JSON.stringify({ hub: options, bundles }),
    ]);
    const died = once(child, 'exit');
    await once(child, 'message', { signal });
    const waitMs = Math.random() * 1_500;
    t.diagnostic(`killed ${Math.round(waitMs)} ms after its first apply began`);
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    child.kill('SIGKILL');
    await died;
  }
  {
    await using hub = await startTestHub(scope, file);
    await hub.settled(signal);
    assert.deepEqual(
      hub.streams().map(({ name }) => name),
      ['products'],
    );
    const inForce = await hub.configuration.get(null);
    assert.equal(inForce.bundle.files['stellwerk.yaml'], config('sku: sku'));
    await applyTo(hub, bundleOf(config('sku: sku', prices())));
    await hub.settled(signal);
    const [ofProducts, ofPrices] = hub.lanes().map(({ counts }) => counts);
    assert.ok(ofProducts && ofPrices);
    assert.equal(ofProducts.applied + ofProducts.unchanged, 200);
    // A killed hub may have delivered prices before, and may have stored some without noting it.
    assert.ok(ofPrices.applied + ofPrices.unchanged >= 200, JSON.stringify(ofPrices));
    assert.deepEqual(
      [ofPrices.applied <= 200, ofProducts.deadLettered + ofPrices.deadLettered],
      [true, 0],
    );
    await applyTo(hub, bundleOf(config('sku: sku')), { allowDataLoss: true });
    assert.deepEqual(await streamsIn(scope), ['products']);
  }
});
