import assert from 'node:assert/strict';
import test from 'node:test';
import type { ImportEffects } from '../../actors/index.ts';
import { controlledWork } from './controlled-work.ts';
import { command, testHub } from './hub.ts';

/** The effects of one import that is stored while the hub runs. The order to start it is lost. */
function storedImport() {
  const run = controlledWork();
  let outcome: 'cancelled' | null = null;
  const effects: ImportEffects = {
    open: async () => [],
    requireOpen: async () => undefined,
    run: (_id, signal) => run.run(signal),
    cancel: async () => void (outcome = 'cancelled'),
  };
  return { run, effects, outcome: () => outcome };
}

test('an import whose start was lost can be cancelled', async () => {
  const stored = storedImport();
  await using hub = testHub({ imports: stored.effects });
  await hub.supervisor.start();
  await hub.supervisor.send(command('cancel', 'import', '7'));
  assert.equal(stored.outcome(), 'cancelled');
  assert.equal(hub.supervisor.import('7'), null);
});

test('an import whose start was lost can be resumed', async () => {
  const stored = storedImport();
  await using hub = testHub({ imports: stored.effects });
  await hub.supervisor.start();
  await hub.supervisor.send(command('resume', 'import', '7'));
  assert.equal(hub.supervisor.import('7')?.state, 'running');
  (await stored.run.next()).finish();
});
