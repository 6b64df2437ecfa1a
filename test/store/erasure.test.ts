import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Failure } from '../../src/domain/index.ts';
import { RejectedRows } from '../../src/pipeline/index.ts';
import type { HeldThing } from '../../src/store/index.ts';
import { openStore } from '../support/open-store.ts';
import type { StoreBench } from './support.ts';
import { appliedRecords, noCounts, storeBench } from './support.ts';

const nothingOutside = async () => [];
const thing = (key: string, masterKey: string | null): HeldThing => ({
  masterKey,
  inStreams: [{ stream: 'customers', key, flows: [] }],
  withLinks: true,
});

/** Settles keys in a lane of a stream. */
async function settled({ store }: StoreBench, stream: string, keys: readonly string[]) {
  const name = { name: `${stream}/shop`, identity: `crm/${stream}`, connector: 'shop' };
  const lane = await store.lane({ ...name, entity: stream });
  await lane.settle({
    ...{ previousSeq: 0, lastSeq: 1, counts: noCounts, outcomes: 'a1' },
    records: await appliedRecords(lane, keys, 1),
  });
  for (const key of keys) await lane.recovery.pauseKey(key);
  const links = await Promise.all(keys.map((key) => store.links('crm', stream, key)));
  return links.map((one) => one?.masterKey ?? '');
}

test('an erasure removes only this thing of this stream, however similar the names of others are', async () => {
  await using bench = await storeBench();
  const { store } = bench;
  const { erasures } = store;
  const [first = ''] = await settled(bench, 'customers', ['1', '11']);
  await settled(bench, 'customers-2', ['1']);
  await settled(bench, 'customer', ['1']);
  const counted = await erasures.count(thing('1', first));
  const erasure = await erasures.erase(thing('1', first), null, nothingOutside);
  assert.deepEqual(erasure, counted);
  assert.deepEqual(
    erasure.erased.map(({ place, count }) => [place, count]),
    [
      ['paused-keys', 1],
      ['applied', 1],
      ['links', 2],
    ],
  );
  assert.equal(await store.links('crm', 'customers', '1'), null);
  for (const [stream, key] of [
    ['customers', '11'],
    ['customers-2', '1'],
    ['customer', '1'],
  ] as const)
    assert.equal((await store.links('crm', stream, key))?.links.length, 2, `${key} of ${stream}`);
  const { rows } = await bench.sql.query('select count(*)::int from applied');
  assert.deepEqual(rows, [{ count: 3 }]);
});

test('an erasure clears what failed runs were told about the thing, and keeps other messages', async () => {
  await using bench = await storeBench();
  const { store, sql } = bench;
  const ledger = store.stream('customers');
  const run = {
    startedAtMs: Date.now(),
    finishedAtMs: null,
    read: 0,
    stored: 0,
    skipped: 0,
    rejected: 0,
  };
  for (const key of ['K-1', 'K-11']) {
    const message = `GET /customers answered 500: customer ${key} is locked`;
    await ledger.finishRun(run, { code: 'SOURCE_UNAVAILABLE', message });
  }
  const { erased } = await store.erasures.erase(thing('K-1', null), null, nothingOutside);
  assert.deepEqual(erased, [{ place: 'runs', stream: 'customers', count: 1 }]);
  const { rows } = await sql.query('select error_code, error_message from run order by id');
  assert.deepEqual(rows, [
    { error_code: 'SOURCE_UNAVAILABLE', error_message: null },
    {
      error_code: 'SOURCE_UNAVAILABLE',
      error_message: 'GET /customers answered 500: customer K-11 is locked',
    },
  ]);
});

test('an erasure reports what names the thing and has to stay: the cursor, and rejected rows without a key', async () => {
  await using bench = await storeBench();
  const { store } = bench;
  const { erasures, deadLetters } = store;
  const none = { read: 0, stored: 0, skipped: 0, rejected: 0 };
  await store.stream('customers').save({ after: { key: 'a.b' } }, none, 0);
  const rejected = new RejectedRows({ stream: 'customers', semantics: 'state', deadLetters });
  const row = (position: string, raw: string) => ({ position, raw, reason: 'no version' });
  await rejected.bury([
    row('line 1', '{"no":"a.b","mail":"erika@home.example"}'),
    row('line 2', 'aXb,someone'),
    row('line 3', 'a.bc,somebody'),
    { ...row('line 4', 'a.b,erika'), key: 'a.b' },
  ]);
  const stays = [
    ['cursor', 1],
    ['unnamed-rows', 1],
  ];
  const { erased, remaining } = await erasures.erase(thing('a.b', null), null, nothingOutside);
  assert.deepEqual(erased, [{ place: 'dead-letters', stream: 'customers', count: 1 }]);
  assert.deepEqual(
    remaining.map(({ kind, count }) => [kind, count]),
    stays,
  );
  await store.stream('customers').save({ after: { key: 'c' } }, none, 0);
  const later = await erasures.count(thing('a.b', null));
  assert.deepEqual(
    later.remaining.map(({ kind, count }) => [kind, count]),
    stays.slice(1),
  );
});

test('a failure outside the database leaves every row in place, and the id of the order unused', async () => {
  await using bench = await storeBench();
  const { erasures } = bench.store;
  const [masterKey = ''] = await settled(bench, 'customers', ['1']);
  const held = await erasures.count(thing('1', masterKey));
  const order = { stream: 'customers', key: '1', everywhere: false, leaveFrames: false };
  const named = { id: 'ticket-1', order };
  const failing = () => Promise.reject(new Failure('BUS_UNAVAILABLE', { message: 'away' }));
  await assert.rejects(erasures.erase(thing('1', masterKey), named, failing), {
    code: 'BUS_UNAVAILABLE',
  });
  assert.deepEqual(await erasures.count(thing('1', masterKey)), held);
  const outside = [{ place: 'log', stream: 'customers', count: 3 }] as const;
  const first = await erasures.erase(thing('1', masterKey), named, async () => outside);
  assert.deepEqual(first.erased, [...outside, ...held.erased]);
  const again = await erasures.erase(thing('1', null), named, failing);
  assert.deepEqual(again, first);
  const other = { ...named, order: { ...order, key: '2' } };
  await assert.rejects(erasures.erase(thing('2', null), other, failing), {
    code: 'INVALID_REQUEST',
  });
});

test('an erasure waits for logs for longer than other transactions may be left open', async () => {
  await using bench = await storeBench();
  const store = await openStore({ ...bench.scope, silentTransactionMs: 100 });
  const [masterKey = ''] = await settled(bench, 'customers', ['1']);
  const slowly = async () => {
    await bench.sql.query('select pg_sleep(0.5)');
    return [];
  };
  const { erased } = await store.erasures.erase(thing('1', masterKey), null, slowly);
  assert.ok(erased.some(({ place }) => place === 'applied'));
  await store.close();
});
