import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Failure } from '../../../src/connector-api/index.ts';
import type { Outcome } from '../../../src/connector-api/index.ts';
import { Pace } from '../../../src/connectors/mirakl/pace.ts';
import { Marketplace } from './marketplace.ts';
import { delivery, offer, openMirakl, signal, targetIn, targetOf } from './support.ts';

const reasonOf = (outcome: Outcome | undefined) =>
  outcome?.kind === 'failed'
    ? `${outcome.failure.code}: ${outcome.failure.message}`
    : outcome?.kind;

test('a batch is one file; refused lines fail with the marketplace’s reason, and the others are applied', async () => {
  await using market = await Marketplace.start();
  const target = targetOf(market, 'offers', { shopId: 7 });
  const outcomes = await target.deliver(
    [
      delivery('A-1', offer(19.9, { description: 'Nut; "8 mm"\nsteel' })),
      delivery('A-2', offer('cheap')),
      delivery('A-3', offer(5, { 'product-id': 'unknown' })),
      delivery('A-4', offer(7, { sku: 'own', state: null })),
    ],
    signal,
  );
  assert.deepEqual(outcomes[0], { kind: 'applied', externalId: 'A-1' });
  assert.match(reasonOf(outcomes[1]) ?? '', /^TARGET_REFUSED: .*The price is invalid$/);
  assert.match(reasonOf(outcomes[2]) ?? '', /^TARGET_REFUSED: .*The product does not exist$/);
  assert.deepEqual(outcomes[3], { kind: 'applied', externalId: 'own' });
  assert.equal(market.files().length, 1);
  assert.deepEqual(market.offers.get('A-1'), {
    ...{ sku: 'A-1', 'update-delete': 'update', price: '19.9', state: '11' },
    ...{ 'product-id': 'P1', 'product-id-type': 'SHOP_SKU', description: 'Nut; "8 mm"\nsteel' },
  });
  assert.ok(market.system.seen.every(({ query }) => query.get('shop_id') === '7'));
});

test('a deletion deletes the offer, and one of an offer that is not there is done', async () => {
  await using market = await Marketplace.start();
  const target = targetOf(market);
  await target.deliver([delivery('A-1', offer(1))], signal);
  const gone = { operation: 'delete' } as const;
  const outcomes = await target.deliver(
    [delivery('A-1', {}, { ...gone, externalId: 'A-1' }), delivery('A-2', {}, gone)],
    signal,
  );
  assert.deepEqual(
    outcomes.map(({ kind }) => kind),
    ['applied', 'unchanged'],
  );
  assert.equal(market.offers.size, 0);
});

test('a record that cannot be a line fails alone, and without a file if it is the only one', async () => {
  await using market = await Marketplace.start();
  const target = targetOf(market);
  const bad = delivery('A-1', offer(1, { description: ['two', 'texts'] }));
  const [alone] = await target.deliver([bad], signal);
  assert.match(reasonOf(alone) ?? '', /^TARGET_REFUSED: .*column description must be a text/);
  assert.equal(market.imports.length, 0);
  const outcomes = await target.deliver([bad, delivery('A-2', offer(2))], signal);
  assert.deepEqual(
    outcomes.map(({ kind }) => kind),
    ['failed', 'applied'],
  );
});

test('texts of any kind arrive as they were', async () => {
  await using market = await Marketplace.start();
  const target = targetOf(market, 'offers', { importEveryMs: 1, askEveryMs: 1 });
  const texts = fc.array(fc.string({ unit: fc.constantFrom(...'a;"\n\r, =é€😀') }), {
    maxLength: 5,
  });
  await fc.assert(
    fc.asyncProperty(texts, async (descriptions) => {
      const batch = descriptions.map((description, nth) =>
        delivery(`A-${nth}`, offer(1, { description: `x${description}` })),
      );
      await target.deliver(batch, signal);
      for (const [nth, description] of descriptions.entries())
        assert.equal(market.offers.get(`A-${nth}`)?.description, `x${description}`);
    }),
    { numRuns: 50 },
  );
});

test('a file that fails as a whole fails the lane with the marketplace’s reason, and is sent again', async () => {
  await using market = await Marketplace.start();
  market.failWhole = 'Unknown column shape';
  const target = targetOf(market);
  const batch = [delivery('A-1', offer(1))];
  await assert.rejects(target.deliver(batch, signal), {
    code: 'TARGET_MISCONFIGURED',
    message: /import 2000\): Unknown column shape/,
  });
  const [outcome] = await target.deliver(batch, signal);
  assert.equal(outcome?.kind, 'applied');
  assert.equal(market.files().length, 2);
});

test('an import that the marketplace forgets is unavailable, and its file is sent again', async () => {
  await using market = await Marketplace.start();
  const target = targetOf(market);
  const batch = [delivery('A-1', offer(1))];
  market.misbehave = ({ path }) => (path.endsWith('/imports/2000') ? { status: 404 } : null);
  await assert.rejects(target.deliver(batch, signal), { code: 'TARGET_UNAVAILABLE' });
  const [outcome] = await target.deliver(batch, signal);
  assert.equal(outcome?.kind, 'applied');
});

test('lines that are refused without being named make the hub look for them in halves', async () => {
  await using market = await Marketplace.start();
  const target = targetOf(market);
  market.misbehave = ({ path }) => (path.endsWith('error_report') ? { body: '"nothing"\n' } : null);
  const batch = [delivery('A-1', offer(1)), delivery('A-2', offer('cheap'))];
  await assert.rejects(target.deliver(batch, signal), {
    code: 'TARGET_REFUSED',
    message: /refuses 1 lines .* names 0/,
  });
  const [outcome] = await target.deliver(batch.slice(0, 1), signal);
  assert.equal(outcome?.kind, 'applied');
});

test('a marketplace that wants fewer files gets the file later', async () => {
  await using market = await Marketplace.start();
  let refusals = 0;
  market.misbehave = ({ method }) => (method === 'POST' && refusals++ < 1 ? { status: 429 } : null);
  const [outcome] = await targetOf(market).deliver([delivery('A-1', offer(1))], signal);
  assert.equal(outcome?.kind, 'applied');
  assert.equal(market.files().length, 1);
});

test('all lanes of a connector wait together until another file of their kind may be sent', async () => {
  await using market = await Marketplace.start();
  const connector = openMirakl(market, { importEveryMs: 600_000 });
  await targetIn(connector).deliver([delivery('A-1', offer(1))], signal);
  const waits = targetIn(connector).untilReady?.(AbortSignal.timeout(20));
  await assert.rejects(waits ?? Promise.resolve(), { name: 'TimeoutError' });
  const stopped = AbortSignal.timeout(20);
  await assert.rejects(targetIn(connector).deliver([delivery('A-2', offer(2))], stopped));
  assert.equal(market.imports.length, 1);
  const stock = targetIn(connector, 'stock');
  await stock.untilReady?.(signal);
  const [outcome] = await stock.deliver([delivery('A-1', { quantity: 1 })], signal);
  assert.equal(outcome?.kind, 'applied');
});

test('of several that wait for a turn one gets it at a time', async () => {
  const everyMs = 20;
  const pace = new Pace(everyMs);
  const beganAtMs = performance.now();
  const turns = Array.from({ length: 4 }, () =>
    pace.turn(signal).then(() => performance.now() - beganAtMs),
  );
  const atMs = await Promise.all(turns);
  for (const [nth, ms] of atMs.toSorted((one, other) => one - other).entries())
    assert.ok(ms >= nth * everyMs, `turn ${nth} after ${ms} ms`);
});

test('stock sets quantities and nothing else; what is deleted in the source has none', async () => {
  await using market = await Marketplace.start();
  const connector = openMirakl(market);
  const names = ['A-1', 'A-2'];
  const batch = names.map((name) => delivery(name, offer(1, { quantity: 3 })));
  await targetIn(connector).deliver(batch, signal);
  const outcomes = await targetIn(connector, 'stock').deliver(
    [
      delivery('A-1', { 'offer-sku': 'A-1', quantity: 8 }),
      delivery('A-2', {}, { operation: 'delete', externalId: 'A-2' }),
      delivery('A-3', { quantity: 1 }),
    ],
    signal,
  );
  assert.deepEqual(
    outcomes.map(({ kind }) => kind),
    ['applied', 'applied', 'failed'],
  );
  assert.match(reasonOf(outcomes[2]) ?? '', /The offer does not exist/);
  assert.deepEqual(
    names.map((name) => [market.offers.get(name)?.quantity, market.offers.get(name)?.price]),
    [
      ['8', '1'],
      ['0', '1'],
    ],
  );
});

test('an address that is no marketplace, and an entity that cannot be written, are refused with what to correct', async () => {
  await using market = await Marketplace.start();
  market.misbehave = ({ method }) => (method === 'POST' ? { body: { hello: 1 } } : null);
  await assert.rejects(targetOf(market).deliver([delivery('A-1', offer(1))], signal), {
    code: 'TARGET_MISCONFIGURED',
    message: /correct `url`/,
  });
  assert.throws(
    () => targetOf(market, 'products'),
    (error) => {
      assert.ok(error instanceof Failure);
      return error.code === 'CONFIG_INVALID' && error.message.includes('offers, stock and orders');
    },
  );
});
