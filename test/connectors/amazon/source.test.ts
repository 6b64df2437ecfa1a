import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Cursor, Failure, Page } from '../../../src/connector-api/index.ts';
import { readAll } from '../../support/read-all.ts';
import { Bucket } from './bucket.ts';
import { Marketplace, STORE } from './marketplace.ts';
import { refusal } from './refusal.ts';
import { openAmazon, signal, sourceOf } from './support.ts';

const MINUTE = 60_000;
const ago = (minutes: number) => new Date(Date.now() - minutes * MINUTE).toISOString();

/** Orders 1, 2, ... changed 60 minutes ago and later, ten a second. */
function seed(marketplace: Marketplace, count: number): void {
  const from = Date.now() - 60 * MINUTE;
  for (let n = 1; n <= count; n++) {
    const lastUpdatedTime = new Date(from + Math.floor(n / 10) * 1_000).toISOString();
    marketplace.putOrder(String(n), { lastUpdatedTime });
  }
}

test('the first run reads the orders of two years, the next what has changed since, except the last minutes', async () => {
  await using marketplace = await Marketplace.start();
  seed(marketplace, 250);
  marketplace.putOrder('fresh', { lastUpdatedTime: ago(2.5) });
  const source = sourceOf(marketplace);
  const first = await readAll(source);
  assert.deepEqual(new Set(first.keys).size, 250);
  assert.equal(first.pages.length, 3);
  const [{ query } = {}] = marketplace.seen('searchOrders');
  const asked = (name: string) => query?.get(name) ?? '';
  assert.equal(asked('marketplaceIds'), STORE);
  assert.equal(asked('includedData'), 'PROCEEDS,FULFILLMENT');
  assert.equal(asked('maxResultsPerPage'), '100');
  const years = new Date(asked('lastUpdatedBefore')).getUTCFullYear();
  assert.equal(new Date(asked('lastUpdatedAfter')).getUTCFullYear(), years - 2);
  assert.ok(Date.now() - Date.parse(asked('lastUpdatedBefore')) >= 3 * MINUTE);
  marketplace.putOrder('7', { lastUpdatedTime: ago(4), programs: ['PRIME'] });
  marketplace.putOrder('fresh', { lastUpdatedTime: ago(5) });
  const { records } = await readAll(source, first.cursor);
  const changed = records.filter(
    ({ document }) => document.lastUpdatedTime !== records[0]?.document.lastUpdatedTime,
  );
  assert.deepEqual(changed.map(({ key }) => key).toSorted(), ['7', 'fresh']);
});

test('the options decide which orders are read, and from when on', async () => {
  await using marketplace = await Marketplace.start();
  const options = {
    ...{
      marketplaceIds: ['A', 'B'],
      includedData: ['BUYER', 'RECIPIENT'],
      fulfilledBy: 'MERCHANT',
    },
    ...{ fulfillmentStatuses: ['UNSHIPPED', 'SHIPPED'], since: '2026-01-31T00:00:00Z' },
  };
  await readAll(sourceOf(marketplace, { options }));
  const [{ query } = {}] = marketplace.seen('searchOrders');
  const { lastUpdatedBefore: _, ...asked } = Object.fromEntries(query ?? []);
  assert.deepEqual(asked, {
    ...{ marketplaceIds: 'A,B', includedData: 'BUYER,RECIPIENT', fulfilledBy: 'MERCHANT' },
    ...{ fulfillmentStatuses: 'UNSHIPPED,SHIPPED', lastUpdatedAfter: '2026-01-31T00:00:00.000Z' },
    maxResultsPerPage: '100',
  });
});

test('an interrupted run continues with its token, with the same span', async () => {
  await using marketplace = await Marketplace.start();
  seed(marketplace, 350);
  const { cursor } = await sourceOf(marketplace).read({ cursor: null, limit: 1_000, signal });
  const rest = await readAll(sourceOf(marketplace), reloaded(cursor));
  assert.equal(rest.records.length, 250);
  const spans = marketplace.seen('searchOrders').map(({ query }) => query.get('lastUpdatedBefore'));
  assert.equal(spans.length, 4);
  assert.equal(new Set(spans).size, 1);
});

for (const [what, change] of [
  [
    'when Amazon has forgotten it',
    (marketplace: Marketplace) => (marketplace.orders.forgetTokens(), {}),
  ],
  ['when the options have changed', () => ({ fulfilledBy: 'MERCHANT' })],
] as const) {
  test(`a run continues from its begin if its token holds no more, ${what}`, async () => {
    await using marketplace = await Marketplace.start();
    seed(marketplace, 250);
    const { cursor } = await sourceOf(marketplace).read({ cursor: null, limit: 100, signal });
    const options = change(marketplace);
    const rest = await readAll(sourceOf(marketplace, { options }), reloaded(cursor));
    assert.equal(new Set(rest.keys).size, 250);
  });
}

test('a token that was just given and is refused ends the run with the reason, rather than reading for ever', async () => {
  await using marketplace = await Marketplace.start();
  seed(marketplace, 250);
  marketplace.misbehave = ({ query }) =>
    query.has('paginationToken') ? refusal(400, 'InvalidInput', 'not valid') : null;
  await assert.rejects(readAll(sourceOf(marketplace)), {
    code: 'SOURCE_REFUSED',
    message: /HTTP 400: not valid/,
  });
  assert.equal(marketplace.seen('searchOrders').length, 2);
});

test('no order is left out, whatever changes while the pages are read', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: Date.UTC(2026, 0, 31, 10) });
  const pass = (ms: number) => t.mock.timers.setTime(Date.now() + ms);
  const change = fc.record({
    number: fc.integer({ min: 1, max: 12 }),
    /** With 0 several orders change in the same millisecond. */
    afterMs: fc.constantFrom(0, 1, 400, 90_000),
  });
  const changes = (length: object) => fc.array(change, length);
  await fc.assert(
    fc.asyncProperty(
      changes({ minLength: 5, maxLength: 30 }),
      changes({ maxLength: 20 }),
      fc.integer({ min: 1, max: 4 }),
      async (before, during, limit) => {
        await using marketplace = await Marketplace.start();
        let state = 0;
        const apply = ({ number, afterMs }: (typeof before)[number]) => {
          pass(afterMs);
          marketplace.putOrder(String(number), { programs: [`v${++state}`] });
        };
        before.forEach(apply);
        pass(10 * MINUTE);
        const latest = new Map<string, unknown>();
        const queue = [...during];
        let cursor: Cursor | null = null;
        for (const between of [() => queue.splice(0, 1).forEach(apply), () => {}]) {
          const source = sourceOf(marketplace, { overlapMs: 2_000 });
          const read = await readAll(source, cursor, limit, between);
          for (const { key, document } of read.records) latest.set(key, document.programs);
          ({ cursor } = read);
          // Until Amazon tells the last change.
          pass(4 * MINUTE);
        }
        for (const { orderId, programs } of marketplace.orders.all())
          assert.deepEqual(latest.get(orderId), programs);
      },
    ),
    { numRuns: 40 },
  );
});

test('pages come one at a time at the rate that Amazon allows, and a wait ends when its signal aborts', async () => {
  await using marketplace = await Marketplace.start();
  seed(marketplace, 30);
  marketplace.rates.searchOrders = new Bucket(100, 0.0056);
  const source = sourceOf(marketplace);
  let cursor: Cursor | null = null;
  for (let nth = 1; nth <= 20; nth++)
    ({ cursor } = await source.read({ cursor, limit: 1, signal }));
  const stop = new AbortController();
  const waiting: Promise<Page> = source.read({ cursor, limit: 1, signal: stop.signal });
  // It waits for the rate, so no other request is sent.
  await new Promise((resolve) => setImmediate(resolve));
  stop.abort(new Error('paused'));
  await assert.rejects(waiting, /paused/);
  assert.equal(marketplace.seen('searchOrders').length, 20);
  assert.equal(marketplace.system.mostAtOnce, 1);
});

test('an account with a higher rate, which the answers tell, reads at that', async () => {
  await using marketplace = await Marketplace.start();
  seed(marketplace, 25);
  marketplace.rates.searchOrders = new Bucket(100, 500);
  const { records } = await readAll(sourceOf(marketplace), null, 1);
  assert.equal(records.length, 25);
});

test('a 429 tells when the next page may be asked for, and the run continues with it', async () => {
  await using marketplace = await Marketplace.start();
  seed(marketplace, 30);
  const bucket = (marketplace.rates.searchOrders = new Bucket(1, 0.0056));
  const { cursor } = await sourceOf(marketplace).read({ cursor: null, limit: 10, signal });
  const refused = sourceOf(marketplace).read({ cursor, limit: 10, signal });
  await assert.rejects(refused, (error: Failure) => {
    assert.equal(error.code, 'SOURCE_THROTTLED');
    assert.match(error.message, /too many requests \(HTTP 429: You exceeded your quota/);
    const waitMs = error.retryAfterMs ?? 0;
    assert.ok(waitMs > 100_000 && waitMs < 180_000, `${waitMs} ms`);
    return true;
  });
  assert.equal(marketplace.seen('searchOrders').length, 2);
  bucket.fill(10);
  const rest = await readAll(sourceOf(marketplace), reloaded(cursor), 10);
  assert.equal(rest.records.length, 20);
});

test('an order that cannot be a record is named, and only orders are read', async () => {
  await using marketplace = await Marketplace.start();
  marketplace.misbehave = ({ path }) =>
    path.endsWith('/orders') ? { body: { orders: [{ orderId: '1' }, 7] } } : null;
  const { rejected } = await readAll(sourceOf(marketplace));
  assert.deepEqual(
    rejected.map(({ position }) => position),
    ['order 1', 'order 2'],
  );
  const settings = { entity: 'returns', key: 'id', version: null, deleted: null };
  const open = () => openAmazon(marketplace).source?.({ ...settings, overlapMs: 0, options: {} });
  assert.throws(open, { code: 'CONFIG_INVALID', message: /reads orders, and not returns/ });
});

/** As after a restart of the hub. */
function reloaded(cursor: Cursor): Cursor {
  return JSON.parse(JSON.stringify(cursor)) as Cursor;
}
