import assert from 'node:assert/strict';
import test from 'node:test';
import type { Cast } from '../../actors/index.ts';
import { Failure } from '../../src/domain/index.ts';
import { controlledWork } from './controlled-work.ts';
import { command, memorySnapshots, testHub } from './hub.ts';

const LANE = { kind: 'lane', name: 'products/shop' } as const;
const away = new Failure('TARGET_UNAVAILABLE', { message: 'The shop is away.' });

const laneOf = (drain: ReturnType<typeof controlledWork>, name: string = LANE.name): Cast => ({
  connectors: [],
  streams: [],
  lanes: [
    {
      name,
      stream: 'products',
      connector: 'shop',
      effects: { drain: (signal, progressed, options) => drain.run(signal, progressed, options) },
    },
  ],
});
const nobody: Cast = { connectors: [], streams: [], lanes: [] };
const soon = () => AbortSignal.timeout(5_000);

test('a lane that is replaced stops first; its replacement works with its own effects', async () => {
  await using hub = testHub();
  await hub.supervisor.start();
  const former = await hub.drain.next();
  await hub.supervisor.retire([LANE], soon());
  assert.ok(former.signal.aborted);
  assert.equal(
    hub.supervisor.lane(LANE.name).state,
    'running',
    'its status stays the same until it is replaced',
  );
  const drain = controlledWork();
  hub.supervisor.recast([LANE], laneOf(drain));
  await drain.next();
  assert.equal(hub.drain.count, 1);
});

test('work that does not end is reported by name, and the replacement waits until it has ended', async () => {
  const stuck = controlledWork({ obeys: false });
  await using hub = testHub({ drain: stuck });
  await hub.supervisor.start();
  const former = await stuck.next();
  await assert.rejects(hub.supervisor.retire([LANE], AbortSignal.timeout(20)), {
    code: 'TIMED_OUT',
    message: /lane products\/shop/,
  });
  const drain = controlledWork();
  hub.supervisor.recast([LANE], laneOf(drain));
  // It is replaced once more before the first has ended. The last one waits for the first, too.
  await hub.supervisor.retire([LANE], soon());
  hub.supervisor.recast([LANE], laneOf(drain));
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(drain.count, 0);
  former.fail(former.signal.reason);
  await drain.next();
  assert.equal(drain.count, 1);
});

test('a pause survives the replacement of its actor, even if it is ordered during the replacement', async () => {
  const snapshots = memorySnapshots();
  await using hub = testHub({ snapshots });
  await hub.supervisor.start();
  await hub.drain.next();
  await hub.supervisor.retire([LANE], soon());
  await hub.supervisor.send(command('pause', 'lane', LANE.name));
  const drain = controlledWork();
  hub.supervisor.recast([LANE], laneOf(drain));
  assert.equal(hub.supervisor.lane(LANE.name).state, 'paused');
  await hub.supervisor.send(command('resume', 'lane', LANE.name));
  await drain.next();
});

test('a lane that is added during an outage of its connector is held, and runs when that is over', async () => {
  await using hub = testHub();
  await hub.supervisor.start();
  (await hub.check.next()).finish();
  await hub.drain.next();
  hub.supervisor.trip('shop', away);
  await hub.reaches('lane', LANE.name, 'held');
  const drain = controlledWork();
  hub.supervisor.recast([], laneOf(drain, 'prices/shop'));
  assert.equal(hub.supervisor.lane('prices/shop').state, 'held');
  (await hub.check.next()).finish();
  const trial = await Promise.race([hub.drain.next(), drain.next()]);
  trial.progressed();
  await hub.reaches('lane', 'prices/shop', 'running');
  await hub.reaches('lane', LANE.name, 'running');
});

test('a lane that is removed during its trial passes the trial on to another', async () => {
  const other = controlledWork();
  await using hub = testHub();
  await hub.supervisor.start();
  hub.supervisor.recast([], laneOf(other, 'prices/shop'));
  (await hub.check.next()).finish();
  const works = { [LANE.name]: hub.drain, 'prices/shop': other };
  await Promise.all([hub.drain.next(), other.next()]);
  hub.supervisor.trip('shop', away);
  await hub.reaches('lane', LANE.name, 'held');
  await hub.reaches('lane', 'prices/shop', 'held');
  (await hub.check.next()).finish();
  await hub.reaches('connector', 'shop', 'trial');
  const tried = Object.keys(works).find((name) => hub.supervisor.lane(name).state === 'running');
  assert.ok(tried);
  await hub.supervisor.retire([{ kind: 'lane', name: tried }], soon());
  hub.supervisor.recast([{ kind: 'lane', name: tried }], nobody);
  const left = Object.keys(works).find((name) => name !== tried) ?? '';
  await hub.reaches('lane', left, 'running');
  assert.throws(() => hub.supervisor.lane(tried), { code: 'NOT_FOUND' });
});

test('a removed actor is no longer found, neither for status nor for commands', async () => {
  await using hub = testHub();
  await hub.supervisor.start();
  await hub.drain.next();
  await hub.supervisor.retire([LANE], soon());
  hub.supervisor.recast([LANE], nobody);
  await assert.rejects(hub.supervisor.send(command('resume', 'lane', LANE.name)), {
    code: 'NOT_FOUND',
  });
  await hub.supervisor.send(command('pause', 'connector', 'shop'));
});
