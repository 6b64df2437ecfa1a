import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openLog } from '../../src/runtime/log.ts';
import { watchChanges } from '../../src/runtime/change-watch.ts';

const log = openLog('silent', undefined, []);

/** Watches a source that reports a change when the test says so, and counts the runs that were ordered. */
function watched() {
  const asked: { cursor: unknown; signal: AbortSignal; tell: () => void }[] = [];
  let woken = 0;
  const watch = watchChanges({
    stream: 'orders',
    log,
    source: {
      untilChanged: ({ cursor, signal }) =>
        new Promise((resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason as Error));
          asked.push({ cursor, signal, tell: resolve });
        }),
    },
    wake: () => Promise.resolve(void woken++),
  });
  return { watch, asked, woken: () => woken };
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 5));

test('a change after the cursor of the last run orders one run, and no other until that run has ended', async () => {
  const { watch, asked, woken } = watched();
  watch.begin({ seq: 7 });
  await turn();
  assert.deepEqual(asked[0]?.cursor, { seq: 7 });
  asked[0].tell();
  await turn();
  assert.deepEqual([woken(), asked.length], [1, 1]);
  watch.rest();
  watch.begin({ seq: 8 });
  await turn();
  assert.deepEqual([woken(), asked.length], [1, 2]);
  await watch.end();
});

test('during a run there is no wait for changes, and an earlier wait orders no run', async () => {
  const { watch, asked, woken } = watched();
  watch.begin({ seq: 7 });
  await turn();
  watch.rest();
  await turn();
  assert.ok(asked[0]?.signal.aborted);
  asked[0].tell();
  await watch.end();
  assert.equal(woken(), 0);
});

test('a stream that has stopped permanently is never woken again', async () => {
  const { watch, asked, woken } = watched();
  watch.begin(null);
  await turn();
  await watch.end();
  watch.begin({ seq: 1 });
  await turn();
  assert.deepEqual([woken(), asked.length], [0, 1]);
});
