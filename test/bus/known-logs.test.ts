import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connectBus, deleteLog, ensureStream, readLogs } from '../../src/bus/index.ts';
import { testScope } from '../support/scope.ts';

const unlimited = { maxBytes: null, maxRecords: null, maxRecordsPerKey: null };
/** More streams than the hub asks for one by one. */
const MANY = 60;

test('many logs read in one listing and few logs read one by one give the same; streams without a log are left out', async () => {
  await using scope = await testScope();
  const bus = await connectBus(scope.natsUrl, scope.namespace);
  try {
    const streams = Array.from({ length: MANY }, (_, index) => `s${index}`);
    await Promise.all(streams.map((stream) => ensureStream(bus, stream, unlimited)));
    await deleteLog(bus, 's7');
    const many = await readLogs(bus, streams);
    assert.equal(many.size, MANY - 1);
    assert.equal(many.has('s7'), false);
    const few = await readLogs(bus, ['s7', 's8']);
    assert.deepEqual([...few.keys()], ['s8']);
    assert.deepEqual(few.get('s8')?.config.subjects, many.get('s8')?.config.subjects);
  } finally {
    await bus.nc.close();
  }
});

test('a log that already has the right limits is left alone, and one with other limits is changed', async () => {
  await using scope = await testScope();
  const bus = await connectBus(scope.natsUrl, scope.namespace);
  try {
    await ensureStream(bus, 'products', unlimited);
    const [known] = (await readLogs(bus, ['products'])).values();
    assert.ok(known);
    assert.equal(await ensureStream(bus, 'products', unlimited, known), known);
    const changed = await ensureStream(bus, 'products', { ...unlimited, maxRecords: 5 }, known);
    assert.equal(changed.config.max_msgs, 5);
  } finally {
    await bus.nc.close();
  }
});
