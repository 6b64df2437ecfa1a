import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Interruptible } from '../../src/runtime/interruptible.ts';

/** More than pass between the end of a change and the next round of work. */
const BREATHS = 20;

/** Waits so many turns of the queue in which promises go on. */
async function breathe(count: number): Promise<void> {
  for (let breath = 0; breath < count; breath++) await Promise.resolve();
}

test('no work is under way during a change, at whatever moment around the end of another it is ordered', async () => {
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
    assert.deepEqual(atRest, [true], `ordered ${later} breaths later`);
    stop.abort(new Error('stopped'));
    await assert.rejects(running, /stopped/);
  }
});
