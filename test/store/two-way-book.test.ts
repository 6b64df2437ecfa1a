import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TwoWayState } from '../../src/pipeline/index.ts';
import { storeBench } from './support.ts';

const holding = (mail: string): TwoWayState => {
  const side = { held: { mail }, version: 1, written: false, rest: '' };
  return { a: side, b: side, agreed: { a: { mail }, b: { mail } } };
};

test('noting a write keeps the outcome that was found for the write noted before', async () => {
  await using bench = await storeBench();
  const { twoWay } = bench.store;
  const note = (name: string, state: TwoWayState, whenHeld: TwoWayState) =>
    twoWay.intend('customers', new Map([['7', { to: 'b', name, state, whenHeld }]]));
  await note('first', holding('m0'), holding('m1'));
  // The first write was made.
  await note('second', holding('m1'), holding('m2'));
  const remembered = (await twoWay.load('customers', ['7'])).get('7');
  assert.deepEqual(remembered, {
    state: holding('m1'),
    intent: { to: 'b', name: 'second', whenHeld: holding('m2') },
  });
});
