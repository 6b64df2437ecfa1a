import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { OpeningGate } from '../../src/runtime/opening-gate.ts';

const AT_ONCE = 16;
const never = new AbortController().signal;

test('sixteen runs enter at once, the others in order of arrival, one for each that leaves', async () => {
  const gate = new OpeningGate();
  const leaves = await Promise.all(Array.from({ length: AT_ONCE }, () => gate.enter(never)));
  const entered: number[] = [];
  const later = [1, 2, 3].map(async (number) => {
    const leave = await gate.enter(never);
    entered.push(number);
    return leave;
  });
  await setImmediate();
  assert.deepEqual(entered, []);
  leaves[0]?.();
  leaves[0]?.();
  await setImmediate();
  assert.deepEqual(entered, [1], 'a run that leaves twice frees one place');
  leaves[1]?.();
  leaves[2]?.();
  for (const leave of [...leaves, ...(await Promise.all(later))]) leave();
  assert.deepEqual(entered, [1, 2, 3]);
});

test('a run that stops waiting takes no place', async () => {
  const gate = new OpeningGate();
  const leaves = await Promise.all(Array.from({ length: AT_ONCE }, () => gate.enter(never)));
  const stop = new AbortController();
  const gaveUp = gate.enter(stop.signal);
  const waits = gate.enter(never);
  stop.abort(new Error('paused'));
  await assert.rejects(gaveUp, /paused/);
  leaves[0]?.();
  for (const leave of [...leaves, await waits]) leave();
});

test('a run that is slow to start does not keep others out for ever', async () => {
  const gate = new OpeningGate();
  await Promise.all(Array.from({ length: AT_ONCE }, () => gate.enter(never)));
  (await gate.enter(never))();
});
