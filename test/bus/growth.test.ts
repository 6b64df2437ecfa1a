import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createGrowth } from '../../src/bus/growth.ts';

const never = new AbortController().signal;

async function isPending(promise: Promise<void>): Promise<boolean> {
  return Promise.race([
    promise.then(() => false),
    new Promise((resolve) => setImmediate(resolve, true)),
  ]) as Promise<boolean>;
}

test('whoever has seen less than there is does not wait', async () => {
  const growth = createGrowth();
  growth.reached('products', 7);
  await growth.otherThan('products', 5, never);
  assert.equal(growth.end('products'), 7);
});

test('all who wait for more of a log go on when it grows, and nobody else', async () => {
  const growth = createGrowth();
  growth.reached('products', 7);
  const [one, other] = [
    growth.otherThan('products', 7, never),
    growth.otherThan('products', 7, never),
  ];
  const prices = growth.otherThan('prices', 0, never);
  growth.reached('products', 7);
  assert.ok(await isPending(one), 'it has not grown yet');
  growth.reached('products', 8);
  await Promise.all([one, other]);
  assert.ok(await isPending(prices));
  assert.deepEqual(growth.awaited(), ['prices']);
});

test('a log that ends earlier than it did wakes whoever waits, since he has to see that it was lost', async () => {
  const growth = createGrowth();
  growth.reached('products', 7);
  const waiting = growth.otherThan('products', 7, never);
  growth.reached('products', 0);
  await waiting;
});

test('where it is unknown whether something was stored, who waits looks for himself', async () => {
  const growth = createGrowth();
  const waiting = growth.otherThan('products', 0, never);
  growth.suspect('products');
  await waiting;
});

test('whoever is told to stop waits no longer, and leaves nothing behind', async () => {
  const growth = createGrowth();
  const stop = new AbortController();
  const waiting = growth.otherThan('products', 0, stop.signal);
  stop.abort(new Error('paused'));
  await assert.rejects(waiting, /paused/);
  assert.deepEqual(growth.awaited(), []);
  await assert.rejects(growth.otherThan('products', 0, stop.signal), /paused/);
});
