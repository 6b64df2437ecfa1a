import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drill } from '../../bench/cdc/drill.ts';
import { testScope } from '../support/scope.ts';

/** `npm run bench -- cdc` runs it at full size. */
test('after kill -9 of hub and source under load nothing in the target is missing, surplus, stale or written backwards', async (t) => {
  await using scope = await testScope();
  const { natsUrl, databaseUrl, namespace, dir } = scope;
  const seed = Math.ceil(Math.random() * 1e6);
  t.diagnostic(`seed ${seed}`);
  const found = await drill({
    ...{ natsUrl, databaseUrl, namespace, dir, seed },
    ...{ rows: 1_500, changes: 3_000, kill: true },
    signal: AbortSignal.timeout(100_000),
    onStep: (step) => t.diagnostic(step),
  });
  const { missing, surplus, stale, backwards } = found;
  assert.deepEqual(
    { missing, surplus, stale, backwards },
    { missing: 0, surplus: 0, stale: 0, backwards: 0 },
  );
});
