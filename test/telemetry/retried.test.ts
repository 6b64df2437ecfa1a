import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Failure } from '../../src/domain/index.ts';
import { LaneHarness, record } from '../pipeline/support.ts';

test('a record that is tried again is traced again under the same parent, and each batch lists its failed attempts', async () => {
  const lane = new LaneHarness();
  const failure = new Failure('TARGET_UNAVAILABLE', { message: 'later' });
  lane.answer = ({ key }, call) =>
    key === 'a' && call < 3 ? { kind: 'failed', failure } : { kind: 'applied', externalId: key };
  const traceParent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
  await lane.drainRecords([{ ...record(1, 'a', 7), traceParent }, record(2, 'b', 7)]);
  const told = lane.batches.flatMap(({ traced }) => traced);
  assert.deepEqual(
    told.map(({ verdict, attempts, steps, ...one }) => [
      ...[one.traceParent === traceParent, verdict, attempts, steps.includes('deliver')],
    ]),
    [
      [true, 'retry', 1, true],
      [true, 'retry', 2, true],
      [true, 'applied', 2, true],
    ],
  );
  assert.deepEqual(
    lane.batches.flatMap(({ failed }) => failed.map(({ seq, attempts }) => [seq, attempts])),
    [
      [1, 1],
      [1, 2],
    ],
  );
  const [{ steps } = { steps: {} }] = lane.batches;
  assert.deepEqual(Object.keys(steps).sort(), 'deliver link map match settle validate'.split(' '));
});
