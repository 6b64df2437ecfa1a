import assert from 'node:assert/strict';
import { test } from 'node:test';
import { giveBackAtRest } from '../../src/runtime/memory-at-rest.ts';

const MB = 1024 * 1024;

/** Simulates one look per entry: how busy the process was, and its size. @returns the indexes of the looks that collected */
async function looks(
  seen: readonly { readonly busy: number; readonly mb: number }[],
  freedToMb: number,
): Promise<number[]> {
  const stop = new AbortController();
  const collected: number[] = [];
  let look = -1;
  let size = 0;
  await giveBackAtRest(
    {
      collect: () => {
        collected.push(look);
        size = freedToMb * MB;
      },
      busy: () => {
        const now = seen[++look];
        if (!now) stop.abort();
        size = (now?.mb ?? 0) * MB;
        return now?.busy ?? 1;
      },
      size: () => size,
      lookEveryMs: 1,
    },
    stop.signal,
  );
  return collected;
}

const idle = (mb: number) => ({ busy: 0.01, mb });
const busy = (mb: number) => ({ busy: 0.6, mb });

test('garbage is collected after two quiet looks following a burst of work, never during it', async () => {
  assert.deepEqual(await looks([busy(500), busy(700), idle(700), idle(700)], 300), [3]);
  assert.deepEqual(await looks([busy(500), idle(500), busy(600), idle(600), busy(600)], 300), []);
});

test('at rest garbage is not collected again until there is memory to give back', async () => {
  assert.deepEqual(await looks([idle(700), idle(700), idle(300), idle(310), idle(350)], 300), [1]);
  assert.deepEqual(
    await looks([idle(700), idle(700), busy(500), idle(500), idle(500)], 300),
    [1, 4],
  );
});
