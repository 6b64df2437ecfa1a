import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { SeenRequest } from '../../support/http-system.ts';
import { Marketplace } from './marketplace.ts';
import { delivery, offer, signal, targetOf } from './support.ts';

/** Delivers, and gives up as soon as the marketplace has received that many requests. */
async function interrupted(
  market: Marketplace,
  requests: number,
  deliver: (signal: AbortSignal) => Promise<unknown>,
) {
  const stop = new AbortController();
  let seen = 0;
  market.misbehave = () => {
    if (++seen === requests) stop.abort(new Error('stopped'));
    return null;
  };
  await deliver(stop.signal).catch((error: unknown) => {
    if (!stop.signal.aborted) throw error;
  });
  market.misbehave = () => null;
}

test('a batch whose import was interrupted is not sent again by the same hub', async () => {
  await using market = await Marketplace.start();
  market.asks = 3;
  const target = targetOf(market);
  const batch = ['A-1', 'A-2'].map((name) => delivery(name, offer(1)));
  await interrupted(market, 2, (stopped) => target.deliver(batch, stopped));
  assert.equal(market.files()[0]?.status, 'WAITING');
  const again = batch.map((one) => ({ ...one, repeated: true }));
  const outcomes = await target.deliver(again, signal);
  assert.deepEqual(
    outcomes.map(({ kind }) => kind),
    ['applied', 'applied'],
  );
  assert.equal(market.files().length, 1);
});

test('a marketplace that is away for a moment while it processes a file does not get it again', async () => {
  await using market = await Marketplace.start();
  const isAsked = ({ path }: SeenRequest) => /imports\/\d+$/.test(path);
  let asked = 0;
  market.misbehave = (request) => (isAsked(request) && ++asked <= 3 ? { status: 503 } : null);
  const target = targetOf(market);
  const batch = [delivery('A-1', offer(1))];
  const [outcome] = await target.deliver(batch, signal);
  assert.equal(outcome?.kind, 'applied');
  assert.equal(market.files().length, 1);
  market.misbehave = (request) => (isAsked(request) ? { status: 503 } : null);
  await assert.rejects(target.deliver([delivery('A-1', offer(2))], signal), {
    code: 'TARGET_UNAVAILABLE',
  });
});

test('a hub that died amid an import waits for all files that are being processed before it sends one', async () => {
  await using market = await Marketplace.start();
  market.asks = 4;
  // If two files wait, the older one ends last.
  market.processedFirst = 'newest';
  await interrupted(market, 2, (stopped) =>
    targetOf(market).deliver([delivery('A-1', offer(1))], stopped),
  );
  const newer = delivery('A-1', offer(2), { version: 2, repeated: true, replaces: true });
  const [outcome] = await targetOf(market).deliver([newer], signal);
  assert.equal(outcome?.kind, 'applied');
  assert.equal(market.offers.get('A-1')?.price, '2');
  assert.deepEqual(
    market.files().map(({ status }) => status),
    ['COMPLETE', 'COMPLETE'],
  );
});

test('files of others that come later are not waited for', async () => {
  await using market = await Marketplace.start();
  market.asks = 2;
  market.receive('offers', []);
  market.misbehave = ({ method, path }) => {
    if (method === 'GET' && path === '/api/offers/imports') market.receive('offers', []);
    return null;
  };
  const again = delivery('A-1', offer(1), { repeated: true });
  const [outcome] = await targetOf(market).deliver([again], signal);
  assert.equal(outcome?.kind, 'applied');
});

test('whatever is interrupted, and in whatever order files are processed, each offer ends with its newest version', async () => {
  const round = fc.record({
    keys: fc.subarray(['A-1', 'A-2', 'A-3'], { minLength: 1 }),
    /** After how many requests of the batch it is interrupted; 0 for never. */
    after: fc.integer({ min: 0, max: 5 }),
    /** Whether the hub is another one after that. */
    dies: fc.boolean(),
    asks: fc.integer({ min: 0, max: 3 }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(round, { minLength: 1, maxLength: 6 }),
      fc.constantFrom('oldest' as const, 'newest' as const),
      async (rounds, processedFirst) => {
        await using market = await Marketplace.start();
        market.processedFirst = processedFirst;
        const open = () => targetOf(market, 'offers', { importEveryMs: 1, askEveryMs: 1 });
        let target = open();
        let version = 0;
        const newest = new Map<string, number>();
        // As the hub: what is in doubt comes again, with its newest version.
        const inDoubt = new Set<string>();
        const batchOf = (keys: Iterable<string>) =>
          [...new Set([...inDoubt, ...keys])].map((key) => {
            const price = newest.get(key) ?? 0;
            return delivery(key, offer(price), { version: price, repeated: inDoubt.has(key) });
          });
        for (const { keys, after, dies, asks } of rounds) {
          market.asks = asks;
          for (const key of keys) newest.set(key, ++version);
          const batch = batchOf(keys);
          if (after === 0) {
            await target.deliver(batch, signal);
            inDoubt.clear();
            continue;
          }
          let isDelivered = false;
          await interrupted(market, after, async (stopped) => {
            await target.deliver(batch, stopped);
            isDelivered = true;
          });
          if (isDelivered) inDoubt.clear();
          else for (const { key } of batch) inDoubt.add(key);
          if (dies) target = open();
        }
        await target.deliver(batchOf([]), signal);
        market.processAll();
        for (const [key, price] of newest)
          assert.equal(market.offers.get(key)?.price, String(price));
      },
    ),
    { numRuns: 40 },
  );
});
