import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openSchedules } from '../../src/bus/index.ts';
import type { Command, StreamState } from '../../src/domain/index.ts';
import { openLog } from '../../src/runtime/log.ts';
import { Timekeeper } from '../../src/runtime/timekeeper.ts';
import type { Timetable } from '../../src/runtime/timetable/index.ts';
import { plainTimetable } from '../../src/runtime/timetable/index.ts';
import { testBus } from '../bus/mailbox-hub.ts';
import { openStore } from '../support/open-store.ts';
import type { TestScope } from '../support/scope.ts';
import { testScope } from '../support/scope.ts';

const signal = AbortSignal.timeout(60_000);
const HOUR_MS = 3_600_000;
const hourly: Timetable = { ...plainTimetable, beat: { everyMs: HOUR_MS } };

/** Opens a timekeeper on real servers, and collects the runs that it orders. @param during runs while a run is being ordered */
async function keeper(
  scope: TestScope,
  state: StreamState = 'idle',
  during: () => Promise<void> = () => Promise.resolve(),
) {
  await using opened = new AsyncDisposableStack();
  const bus = opened.use(await testBus(scope));
  const { databaseUrl, namespace } = scope;
  const store = await openStore({ databaseUrl, namespace });
  opened.defer(() => store.close());
  const ordered: string[] = [];
  const timekeeper = new Timekeeper({
    schedules: await openSchedules(bus),
    book: store.schedules,
    log: openLog('silent', undefined, []),
    supervisor: () => ({
      async send({ id }: Command) {
        ordered.push(id);
        await during();
      },
      stream: () => ({ state, sinceMs: 0, lastError: null }),
    }),
  });
  const owned = opened.move();
  return {
    timekeeper,
    store,
    ordered,
    /** Begins as if at a moment this long ago. */
    begin: (timetable: Timetable, agoMs: number) =>
      timekeeper.begin(new Map([['stock', timetable]]), { nowMs: Date.now() - agoMs, all: false }),
    async due(): Promise<number> {
      const [row] = await store.schedules.load(['stock']);
      return row?.dueMs ?? assert.fail('no schedule');
    },
    counts() {
      const { ordered: runs, missed, skipped } = timekeeper.status('stock')?.schedule ?? {};
      return { runs, missed, skipped };
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

function tick(dueAtMs: number): Command {
  const id = `tick/stock/${dueAtMs}`;
  return { id, kind: 'stream', name: 'stock', action: 'sync', requestedBy: 'schedule', dueAtMs };
}

test('a due time orders one run, however often its tick arrives and whichever hub receives it', async () => {
  await using scope = await testScope();
  await using one = await keeper(scope);
  await one.begin(hourly, HOUR_MS);
  const due = await one.due();
  await using other = await keeper(scope);
  await other.begin(hourly, HOUR_MS);
  await Promise.all([
    one.timekeeper.tick(tick(due), signal),
    one.timekeeper.tick(tick(due), signal),
    other.timekeeper.tick(tick(due), signal),
  ]);
  await other.timekeeper.tick(tick(due), signal);
  assert.deepEqual([...one.ordered, ...other.ordered], [`tick/stock/${due}`]);
  assert.equal(await one.due(), due + HOUR_MS);
  assert.equal(other.timekeeper.status('stock')?.nextRunAtMs, due + HOUR_MS);
  assert.deepEqual(other.counts(), { runs: 1, missed: 0, skipped: 0 });
});

test('due times whose tick arrives too late count as missed; by catchUp, one run makes up for all of them, or none', async () => {
  for (const [catchUp, runs] of [
    ['once', 1],
    ['none', 0],
  ] as const) {
    await using scope = await testScope();
    await using one = await keeper(scope);
    await one.begin({ ...hourly, catchUp }, 3 * HOUR_MS + 60_000);
    await one.timekeeper.tick(tick(await one.due()), signal);
    assert.equal(one.ordered.length, runs);
    assert.deepEqual(one.counts(), { runs, missed: 3, skipped: 0 });
  }
});

test('a due time at which the previous run is still active orders one more run or is skipped, by overlap', async () => {
  for (const [overlap, runs] of [
    ['queue', 1],
    ['skip', 0],
  ] as const) {
    await using scope = await testScope();
    await using one = await keeper(scope, 'reading');
    await one.begin({ ...hourly, overlap }, HOUR_MS);
    await one.timekeeper.tick(tick(await one.due()), signal);
    assert.equal(one.ordered.length, runs);
    assert.deepEqual(one.counts(), { runs, missed: 0, skipped: 1 - runs });
  }
});

for (const state of ['paused', 'held', 'failed'] as const) {
  test(`a due time of a stream that is ${state} is no run of the schedule, but one is owed, also after a restart`, async () => {
    await using scope = await testScope();
    await using one = await keeper(scope, state);
    const startedAtMs = Date.now() - 1_000;
    const ledger = one.store.stream('stock');
    await ledger.startRun(startedAtMs);
    const rows = { read: 0, stored: 0, skipped: 0, rejected: 0 };
    await ledger.finishRun({ startedAtMs, finishedAtMs: startedAtMs, ...rows });
    await one.begin(hourly, HOUR_MS);
    await one.timekeeper.tick(tick(await one.due()), signal);
    assert.equal(one.ordered.length, 1);
    assert.deepEqual(one.counts(), { runs: 0, missed: 0, skipped: 1 });
    const [row] = await one.store.schedules.load(['stock']);
    assert.ok(row?.owed);
  });
}

test('a due time whose tick never arrives is handled all the same', async () => {
  await using scope = await testScope();
  await using one = await keeper(scope);
  await one.begin(hourly, HOUR_MS + 60_000);
  const stop = new AbortController();
  const keeping = one.timekeeper.keepTime(stop.signal);
  while (one.ordered.length === 0) await new Promise(setImmediate);
  stop.abort();
  await keeping;
  assert.deepEqual(one.counts(), { runs: 1, missed: 1, skipped: 0 });
});

test('a start owes a run if the last one did not succeed or a due time was missed, but only within working hours', async () => {
  await using scope = await testScope();
  const ledgerOf = async (how: 'went through' | 'was cut short') => {
    await using past = await keeper(scope);
    const ledger = past.store.stream('stock');
    const startedAtMs = Date.now();
    await ledger.startRun(startedAtMs);
    const rows = { read: 0, stored: 0, skipped: 0, rejected: 0 };
    if (how === 'went through') {
      await ledger.finishRun({ startedAtMs, finishedAtMs: startedAtMs, ...rows });
    }
  };
  const owes = async (timetable: Timetable, agoMs = 0): Promise<boolean> => {
    await using one = await keeper(scope);
    return (await one.begin(timetable, agoMs)).has('stock');
  };
  assert.equal(await owes(hourly), true, 'the stream was never read');
  await ledgerOf('went through');
  assert.equal(await owes(hourly), false);
  await ledgerOf('was cut short');
  assert.equal(await owes(hourly), true);
  await ledgerOf('went through');
  assert.equal(await owes(hourly, -2 * HOUR_MS), true, 'a due time passes in the next two hours');
  const today = new Date().getUTCDay();
  const hours = { fromMinute: 0, untilMinute: 1_440, days: [(today + 3) % 7] };
  await ledgerOf('was cut short');
  assert.equal(await owes({ ...hourly, hours }), false, 'today has no working hours');
});

test('a start after the clock was put back reads at the next time by the new clock', async () => {
  await using scope = await testScope();
  {
    await using one = await keeper(scope);
    await one.begin(hourly, -24 * HOUR_MS);
  }
  await using other = await keeper(scope);
  await other.begin(hourly, 0);
  assert.ok((await other.due()) <= Date.now() + HOUR_MS);
  assert.equal(other.timekeeper.status('stock')?.nextRunAtMs, await other.due());
});

test('a schedule follows a clock that is put back while the hub is running', async (t) => {
  await using scope = await testScope();
  await using one = await keeper(scope);
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() + 24 * HOUR_MS });
  await one.begin(hourly, 0);
  const due = await one.due();
  const stop = new AbortController();
  const keeping = one.timekeeper.keepTime(stop.signal);
  t.mock.timers.reset();
  while ((await one.due()) === due) signal.throwIfAborted();
  stop.abort();
  await keeping;
  assert.ok((await one.due()) <= Date.now() + HOUR_MS);
  assert.equal(one.ordered.length, 0);
});

test('a stream that loses its schedule while its run is being ordered stays without one', async () => {
  await using scope = await testScope();
  const losesIt = async (): Promise<void> => one.timekeeper.remove('stock');
  await using one = await keeper(scope, 'idle', losesIt);
  await one.begin(hourly, HOUR_MS);
  await one.timekeeper.tick(tick(await one.due()), signal);
  assert.equal(one.ordered.length, 1);
  assert.equal(one.timekeeper.status('stock'), null);
});
