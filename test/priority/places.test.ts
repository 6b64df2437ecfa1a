import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Places } from '../../src/domain/index.ts';

const LONG_MS = 60_000;

test('a caller that finds no place waits, and the most urgent callers get a place first', async () => {
  const places = new Places(1, LONG_MS);
  const giveBack = await places.take('normal');
  const entered: string[] = [];
  const enter = async (name: string, priority: 'high' | 'normal' | 'low') => {
    const leave = await places.take(priority);
    entered.push(name);
    leave();
  };
  const all = [enter('low', 'low'), enter('normal', 'normal'), enter('high', 'high')];
  giveBack();
  await Promise.all(all);
  assert.deepEqual(entered, ['high', 'normal', 'low']);
});

test('there are never more callers inside than places, in whatever order they come and go', async () => {
  const places = new Places(3, LONG_MS);
  let within = 0;
  let most = 0;
  const visits = Array.from({ length: 50 }, async (_, nth) => {
    const leave = await places.take(nth % 3 === 0 ? 'high' : 'low');
    most = Math.max(most, ++within);
    await new Promise(setImmediate);
    within--;
    leave();
  });
  await Promise.all(visits);
  assert.equal(most, 3);
});

test('a caller that gives up or waits too long takes no place', async () => {
  const places = new Places(1, 20);
  const giveBack = await places.take('normal');
  const stop = new AbortController();
  const aborted = places.take('high', stop.signal);
  stop.abort();
  await assert.rejects(aborted, { name: 'AbortError' });
  await assert.rejects(places.take('high'), /no place became free within 20 ms/);
  giveBack();
  const again = await places.take('low');
  again();
});
