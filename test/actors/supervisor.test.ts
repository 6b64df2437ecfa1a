import assert from 'node:assert/strict';
import test from 'node:test';
import { setImmediate } from 'node:timers/promises';
import type { SnapshotStore } from '../../actors/index.ts';
import { controlledWork, failure } from './controlled-work.ts';
import { command, memorySnapshots, testHub } from './hub.ts';

const LANE = 'products/shop';

/** Resolves when everything due in this turn of the event loop has happened. Anything else is waiting for the test. */
const everythingDue = () => setImmediate();

test('a lane whose target is unavailable waits, and runs again by itself', async () => {
  await using hub = testHub();
  await hub.supervisor.start();

  (await hub.drain.next()).fail(failure('TARGET_UNAVAILABLE'));
  await hub.reaches('lane', LANE, 'waiting');
  assert.equal(hub.supervisor.lane(LANE).lastError?.code, 'TARGET_UNAVAILABLE');

  await hub.drain.next();
  assert.equal(hub.supervisor.lane(LANE).state, 'running');
});

test('an outage never needs a person, however long it lasts', async () => {
  await using hub = testHub({ backoff: { initialMs: 1, maxMs: 1, jitter: 0 } });
  await hub.supervisor.start();
  for (let attempt = 1; attempt <= 50; attempt += 1) {
    (await hub.check.next()).fail(failure('TARGET_UNAVAILABLE'));
  }
  (await hub.check.next()).finish();
  await hub.reaches('lane', LANE, 'running');
});

test('a permanent failure stays until a person resumes', async () => {
  await using hub = testHub({ syncAtStart: true });
  await hub.supervisor.start();
  (await hub.run.next()).fail(failure('SOURCE_REFUSED'));
  await hub.reaches('stream', 'products', 'failed');
  assert.equal(hub.supervisor.stream('products').lastError?.code, 'SOURCE_REFUSED');

  await assert.rejects(hub.supervisor.send(command('sync', 'stream', 'products')), {
    code: 'COMMAND_REJECTED',
    message: /SOURCE_REFUSED/,
  });
  await hub.supervisor.send(command('resume', 'stream', 'products'));
  (await hub.run.next()).finish();
  await hub.reaches('stream', 'products', 'idle');
  assert.equal(hub.supervisor.stream('products').lastError, null);
});

test('unexpected errors restart the actor, and escalate to failed when they repeat', async () => {
  await using hub = testHub();
  await hub.supervisor.start();
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    (await hub.drain.next()).fail(new TypeError('x is undefined'));
  }
  await hub.reaches('lane', LANE, 'failed');
  const { lastError } = hub.supervisor.lane(LANE);
  assert.equal(lastError?.code, 'INTERNAL');
  assert.match(
    lastError.message,
    /Gave up after 5 unexpected failures within 60 s: x is undefined/,
  );
});

test('a drain that ends by itself counts as an unexpected error', async () => {
  await using hub = testHub();
  await hub.supervisor.start();
  (await hub.drain.next()).finish();
  await hub.reaches('lane', LANE, 'waiting');
  assert.equal(hub.supervisor.lane(LANE).lastError?.code, 'INTERNAL');
});

test('progress after a failure clears the error', async () => {
  await using hub = testHub();
  await hub.supervisor.start();
  (await hub.drain.next()).fail(failure('FENCED'));
  const call = await hub.drain.next();
  assert.equal(hub.supervisor.lane(LANE).lastError?.code, 'FENCED');
  call.progressed();
  assert.equal(hub.supervisor.lane(LANE).lastError, null);
});

test('a pause takes effect only when the work in flight has ended', async () => {
  const drain = controlledWork({ obeys: false });
  await using hub = testHub({ drain });
  await hub.supervisor.start();
  const call = await drain.next();

  let paused = false;
  const pausing = hub.supervisor.send(command('pause', 'lane', LANE)).then(() => (paused = true));
  await new Promise((resolve) => call.signal.addEventListener('abort', resolve));
  await everythingDue();
  assert.equal(hub.supervisor.lane(LANE).state, 'running');
  assert.equal(paused, false);

  call.finish();
  await pausing;
  assert.equal(hub.supervisor.lane(LANE).state, 'paused');
  assert.equal(drain.count, 1);
});

test('a pause of a connector takes effect only when the work of its lane has ended', async () => {
  const drain = controlledWork({ obeys: false });
  await using hub = testHub({ drain });
  await hub.supervisor.start();
  const call = await drain.next();
  let paused = false;
  const pausing = hub.supervisor
    .send(command('pause', 'connector', 'shop'))
    .then(() => (paused = true));
  await new Promise((resolve) => call.signal.addEventListener('abort', resolve));
  await everythingDue();
  assert.equal(paused, false);
  call.finish();
  await pausing;
});

test('a pause times out when the work does not end, and takes effect once it does', async () => {
  const drain = controlledWork({ obeys: false });
  await using hub = testHub({ drain, commandLimitMs: 20 });
  await hub.supervisor.start();
  const call = await drain.next();
  await assert.rejects(hub.supervisor.send(command('pause', 'lane', LANE)), { code: 'TIMED_OUT' });
  call.finish();
  await hub.reaches('lane', LANE, 'paused');
});

test('the snapshot is stored before a pause is acknowledged, and a pause survives a restart', async () => {
  const snapshots = memorySnapshots();
  {
    await using hub = testHub({ snapshots });
    await hub.supervisor.start();
    await hub.supervisor.send(command('pause', 'lane', LANE));
    assert.deepEqual(snapshots.saved.get(`lane/${LANE}`), { paused: true });
  }
  await using hub = testHub({ snapshots });
  await hub.supervisor.start();
  assert.equal(hub.supervisor.lane(LANE).state, 'paused');
  assert.equal(hub.drain.count, 0);
  await hub.supervisor.send(command('resume', 'lane', LANE));
  await hub.drain.next();
});

test('a command whose snapshot cannot be stored is not carried out', async () => {
  const snapshots: SnapshotStore = {
    load: async () => new Map(),
    save: async () => {
      throw failure('STORE_UNAVAILABLE');
    },
  };
  await using hub = testHub({ snapshots });
  await hub.supervisor.start();
  await assert.rejects(hub.supervisor.send(command('pause', 'lane', LANE)), {
    code: 'STORE_UNAVAILABLE',
  });
  assert.equal(hub.supervisor.lane(LANE).state, 'running');
});

test('a paused connector holds its stream and lane, and releases them on resume', async () => {
  await using hub = testHub({ syncAtStart: true });
  await hub.supervisor.start();
  const [run, drain] = await Promise.all([hub.run.next(), hub.drain.next()]);

  await hub.supervisor.send(command('pause', 'connector', 'shop'));
  assert.ok(run.signal.aborted && drain.signal.aborted);
  assert.equal(hub.supervisor.connector('shop').state, 'paused');
  assert.equal(hub.supervisor.stream('products').state, 'paused');
  assert.equal(hub.supervisor.lane(LANE).state, 'paused');
  assert.equal(hub.supervisor.lane(LANE).lastError, null);
  await assert.rejects(hub.supervisor.send(command('sync', 'stream', 'products')), {
    code: 'COMMAND_REJECTED',
    message: /^Connector shop of stream products is paused; resume it/,
  });

  await hub.supervisor.send(command('resume', 'connector', 'shop'));
  // The run that the pause cut short is repeated.
  await Promise.all([hub.run.next(), hub.drain.next()]);
});

test('a lane that a person paused stays paused when its connector is resumed', async () => {
  await using hub = testHub();
  await hub.supervisor.start();
  await hub.supervisor.send(command('pause', 'lane', LANE));
  await hub.supervisor.send(command('pause', 'connector', 'shop'));
  await hub.supervisor.send(command('resume', 'connector', 'shop'));
  assert.equal(hub.supervisor.lane(LANE).state, 'paused');
  await hub.supervisor.send(command('resume', 'lane', LANE));
  assert.equal(hub.supervisor.lane(LANE).state, 'running');
});

test('a hub that starts with a paused connector starts no work of its stream and lane', async () => {
  const snapshots = memorySnapshots({ 'connector/shop': { paused: true } });
  await using hub = testHub({ snapshots, syncAtStart: true });
  await hub.supervisor.start();
  assert.equal(hub.supervisor.stream('products').state, 'paused');
  assert.equal(hub.supervisor.lane(LANE).state, 'paused');
  assert.deepEqual([hub.check.count, hub.run.count, hub.drain.count], [0, 0, 0]);
});

test('a connector whose check fails permanently holds its lane until it is resumed', async () => {
  await using hub = testHub();
  await hub.supervisor.start();
  (await hub.check.next()).fail(failure('TARGET_MISCONFIGURED'));
  await hub.reaches('lane', LANE, 'held');
  assert.equal(hub.supervisor.connector('shop').state, 'failed');
  await assert.rejects(hub.supervisor.send(command('sync', 'stream', 'products')), {
    code: 'COMMAND_REJECTED',
    message: /^Connector shop of stream products has failed; resume it/,
  });
  await hub.supervisor.send(command('resume', 'connector', 'shop'));
  await hub.reaches('lane', LANE, 'running');
});

test('a lane that cannot reach its target makes the connector check again', async () => {
  await using hub = testHub();
  await hub.supervisor.start();
  (await hub.check.next()).finish();
  await hub.reaches('connector', 'shop', 'ready');
  (await hub.drain.next()).fail(failure('TARGET_UNAVAILABLE'));
  await hub.check.next();
});

test('several syncs during a run lead to one more run', async () => {
  await using hub = testHub({ syncAtStart: true });
  await hub.supervisor.start();
  const first = await hub.run.next();
  for (let n = 0; n < 3; n += 1) {
    await hub.supervisor.send(command('sync', 'stream', 'products'));
  }
  first.finish();
  (await hub.run.next()).finish();
  await hub.reaches('stream', 'products', 'idle');
  assert.equal(hub.run.count, 2);
});

test('ticks that come while the stream is paused lead to one run after the resume', async () => {
  await using hub = testHub();
  await hub.supervisor.start();
  await hub.supervisor.send(command('pause', 'stream', 'products'));
  const tick = { requestedBy: 'schedule' };
  await hub.supervisor.send(command('sync', 'stream', 'products', tick));
  await hub.supervisor.send(command('sync', 'stream', 'products', tick));
  assert.equal(hub.run.count, 0);
  await hub.supervisor.send(command('resume', 'stream', 'products'));
  (await hub.run.next()).finish();
  await hub.reaches('stream', 'products', 'idle');
  assert.equal(hub.run.count, 1);
});

test('a person cannot sync a paused stream', async () => {
  await using hub = testHub();
  await hub.supervisor.start();
  await hub.supervisor.send(command('pause', 'stream', 'products'));
  await assert.rejects(hub.supervisor.send(command('sync', 'stream', 'products')), {
    code: 'COMMAND_REJECTED',
    message: /paused; resume it/,
  });
});

test('a full stream blocks its source and is tried again', async () => {
  await using hub = testHub({ syncAtStart: true });
  await hub.supervisor.start();
  (await hub.run.next()).fail(failure('STREAM_FULL'));
  await hub.reaches('stream', 'products', 'blocked');
  await hub.run.next();
});

test('the same command id is carried out once, and both callers get its outcome', async () => {
  const drain = controlledWork({ obeys: false });
  await using hub = testHub({ drain });
  await hub.supervisor.start();
  const call = await drain.next();
  const pause = command('pause', 'lane', LANE);
  const both = [hub.supervisor.send(pause), hub.supervisor.send(pause)];
  call.finish();
  await Promise.all(both);
  await hub.supervisor.send(command('resume', 'lane', LANE));
  const again = await drain.next();
  await hub.supervisor.send(pause);
  assert.equal(hub.supervisor.lane(LANE).state, 'running');
  again.finish();
});

test('a command id that was used for another command is refused, and nothing is carried out', async () => {
  await using hub = testHub();
  await hub.supervisor.start();
  await hub.drain.next();
  const pause = command('pause', 'lane', LANE);
  await hub.supervisor.send(pause);
  await assert.rejects(hub.supervisor.send({ ...pause, action: 'resume' }), {
    code: 'INVALID_REQUEST',
    message: /already used for another order \(pause lane products\/shop\)/,
  });
  await assert.rejects(hub.supervisor.send({ ...pause, kind: 'stream', name: 'products' }), {
    code: 'INVALID_REQUEST',
  });
  assert.equal(hub.supervisor.stream('products').state, 'idle');
});

test('a resume that comes while a pause is still pending is carried out after it', async () => {
  const drain = controlledWork({ obeys: false });
  await using hub = testHub({ drain });
  await hub.supervisor.start();
  const call = await drain.next();
  const pausing = hub.supervisor.send(command('pause', 'lane', LANE));
  const resuming = hub.supervisor.send(command('resume', 'lane', LANE));
  await everythingDue();
  call.finish();
  await Promise.all([pausing, resuming]);
  assert.deepEqual(
    hub.transitions.filter(({ kind }) => kind === 'lane').map(({ to }) => to),
    ['running', 'paused', 'running'],
  );
  (await drain.next()).finish();
});

test('an unknown name is reported', async () => {
  await using hub = testHub();
  await hub.supervisor.start();
  await assert.rejects(hub.supervisor.send(command('pause', 'lane', 'none')), {
    code: 'NOT_FOUND',
    message: 'There is no lane "none".',
  });
  assert.throws(() => hub.supervisor.stream('none'), { code: 'NOT_FOUND' });
});

test('stop waits for the work in flight', async () => {
  const drain = controlledWork({ obeys: false });
  const hub = testHub({ drain });
  await hub.supervisor.start();
  const call = await drain.next();
  let stopped = false;
  const stopping = hub.supervisor.stop().then(() => (stopped = true));
  assert.ok(call.signal.aborted);
  assert.equal(stopped, false);
  call.finish();
  await stopping;
});

test('stop names the actors whose work does not end', async () => {
  const drain = controlledWork({ obeys: false });
  const hub = testHub({ drain, stopLimitMs: 20 });
  await hub.supervisor.start();
  await drain.next();
  await assert.rejects(hub.supervisor.stop(), {
    code: 'TIMED_OUT',
    message: /lane products\/shop/,
  });
});

test('transitions are reported in order, with the error that caused them', async () => {
  await using hub = testHub();
  await hub.supervisor.start();
  (await hub.drain.next()).fail(failure('TARGET_UNAVAILABLE'));
  await hub.drain.next();
  const lane = hub.transitions.filter(({ kind }) => kind === 'lane');
  assert.deepEqual(
    lane.map(({ from, to, lastError }) => [from, to, lastError?.code]),
    [
      [null, 'running', undefined],
      ['running', 'waiting', 'TARGET_UNAVAILABLE'],
      ['waiting', 'running', 'TARGET_UNAVAILABLE'],
    ],
  );
});
