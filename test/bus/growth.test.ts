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

test('a reader that has not seen the whole log does not wait', async () => {
  const growth = createGrowth();
  growth.reached('products', 7);
  await growth.otherThan('products', 5, never);
  assert.equal(growth.end('products'), 7);
});

test('all readers that wait for more of a log continue when it grows, and no others do', async () => {
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

test('a log that ends earlier than before wakes its waiting readers, since they must notice the loss', async () => {
  const growth = createGrowth();
  growth.reached('products', 7);
  const waiting = growth.otherThan('products', 7, never);
  growth.reached('products', 0);
  await waiting;
});

test('when it is unknown whether something was stored, waiting readers are woken to look for themselves', async () => {
  const growth = createGrowth();
  const waiting = growth.otherThan('products', 0, never);
  growth.suspect('products');
  await waiting;
});

test('a reader that is told to stop no longer waits, and leaves nothing behind', async () => {
  const growth = createGrowth();
  const stop = new AbortController();
  const waiting = growth.otherThan('products', 0, stop.signal);
  stop.abort(new Error('paused'));
  await assert.rejects(waiting, /paused/);
  assert.deepEqual(growth.awaited(), []);
  await assert.rejects(growth.otherThan('products', 0, stop.signal), /paused/);
});
