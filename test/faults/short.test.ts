import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runFire } from './fire.ts';
import { readOptions } from './options.ts';
import { report } from './report.ts';

test('under half a minute of fire nothing is lost, doubled, reordered or invented, and the hub gets well by itself', async (t) => {
  // The same faults each time, among them kill -9 of hub, NATS and databases; longer runs draw theirs.
  const options = readOptions(['--short', '--seed', '29772']);
  const result = await runFire(options, (line) => t.diagnostic(line), t.signal);
  const told = report(result, options.seed);
  assert.deepEqual([result.violations, result.trouble], [[], null], told);
  t.diagnostic(told);
});
