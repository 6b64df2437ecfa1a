import assert from 'node:assert/strict';
import test from 'node:test';
import { createSupervisor } from '../../actors/index.ts';
import { command, memorySnapshots } from './hub.ts';

const LANES = 10_000;

test('ten thousand lanes start within seconds, and all of them stop', async () => {
  let draining = 0;
  const drain = (signal: AbortSignal) => {
    draining += 1;
    return new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => {
        draining -= 1;
        resolve();
      });
    });
  };
  const lanes = Array.from({ length: LANES }, (_, n) => ({
    name: `stream-${n}/shop`,
    stream: `stream-${n}`,
    connector: 'shop',
    effects: { drain },
  }));
  const connectors = [{ name: 'shop', effects: { check: async () => undefined } }];
  const supervisor = createSupervisor({
    connectors,
    streams: [],
    lanes,
    snapshots: memorySnapshots(),
  });

  const startedMs = performance.now();
  await supervisor.start();
  const tookMs = performance.now() - startedMs;
  // This takes about a second on an idle machine. The limit allows for a busy machine, but not for quadratic work.
  assert.ok(tookMs < 8_000, `took ${Math.round(tookMs)} ms`);
  assert.equal(draining, LANES);

  await supervisor.send(command('pause', 'connector', 'shop'));
  assert.equal(draining, 0);
  assert.equal(supervisor.lane('stream-9999/shop').state, 'paused');
  await supervisor.send(command('resume', 'connector', 'shop'));
  assert.equal(draining, LANES);
  await supervisor.stop();
  assert.equal(draining, 0);
});
