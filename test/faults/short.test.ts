import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runFire } from './fire.ts';
import { readOptions } from './options.ts';
import { report } from './report.ts';

test('during half a minute of faults nothing is lost, duplicated, reordered or invented, and the hub recovers by itself', async (t) => {
  // The same faults each time, among them kill -9 of hub, NATS and databases; longer runs draw a random seed.
  const options = readOptions(['--short', '--seed', '29772']);
  const result = await runFire(options, (line) => t.diagnostic(line), t.signal);
  const told = report(result, options.seed);
  assert.deepEqual([result.violations, result.trouble], [[], null], told);
  t.diagnostic(told);
});
