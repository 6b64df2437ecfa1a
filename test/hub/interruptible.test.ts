import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Interruptible } from '../../src/runtime/interruptible.ts';

/** More turns of the microtask queue than pass between the end of a change and the next round of work. */
const BREATHS = 20;

/** Waits for `count` turns of the microtask queue. */
async function breathe(count: number): Promise<void> {
  for (let breath = 0; breath < count; breath++) await Promise.resolve();
}

test('no work runs during a change, even if it is ordered at any moment around the end of another change', async () => {
  for (let later = 0; later < BREATHS; later++) {
    const rounds = new Interruptible();
    const stop = new AbortController();
    let isAtWork = false;
    const running = rounds.run(async (signal) => {
      isAtWork = true;
      await new Promise<void>((_, reject) => {
        signal.addEventListener('abort', () => {
          isAtWork = false;
          reject(signal.reason as Error);
        });
      });
    }, stop.signal);
    const atRest: boolean[] = [];
    const change = async () => {
      await breathe(BREATHS);
      atRest.push(!isAtWork);
    };
    const ordered = Promise.withResolvers<void>();
    const orderAnother = async () => {
      await breathe(later);
      ordered.resolve(rounds.interrupt(change));
    };
    await breathe(1);
    await rounds.interrupt(async () => void orderAnother());
    await ordered.promise;
    assert.deepEqual(atRest, [true], `ordered ${later} turns later`);
    stop.abort(new Error('stopped'));
    await assert.rejects(running, /stopped/);
  }
});
