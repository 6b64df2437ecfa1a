import assert from 'node:assert/strict';
import { test } from 'node:test';
import { giveWay, nextTurn } from '../../src/pipeline/give-way.ts';

const many = new Array<null>(1000).fill(null);

/** Counts the iterations of the event loop. */
function countIterations() {
  let [iteration, counting] = [0, true];
  const count = () => {
    iteration++;
    if (counting) setImmediate(count);
  };
  setImmediate(count);
  return { now: () => iteration, [Symbol.dispose]: () => void (counting = false) };
}

test('steps over many records begin in the order of their calls, each in its own iteration of the event loop', async () => {
  using iterations = countIterations();
  const begun: { step: number; iteration: number }[] = [];
  const step = async (number: number) => {
    await (number % 2 === 0 ? giveWay(many) : nextTurn());
    begun.push({ step: number, iteration: iterations.now() });
  };
  await Promise.all(Array.from({ length: 20 }, (_, number) => step(number)));
  const numbers = begun.map((one) => one.step);
  assert.deepEqual(
    numbers,
    numbers.toSorted((one, other) => one - other),
  );
  assert.equal(new Set(begun.map(({ iteration }) => iteration)).size, 20);
});

test('a step over few records does not wait for steps over many', async () => {
  const order: string[] = [];
  await Promise.all([
    giveWay(many).then(() => order.push('many')),
    giveWay(many.slice(0, 10)).then(() => order.push('few')),
  ]);
  assert.deepEqual(order, ['few', 'many']);
});
