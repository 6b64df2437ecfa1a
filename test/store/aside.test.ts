import assert from 'node:assert/strict';
import test from 'node:test';
import type { DeadLetterFilter, JsonObject } from '../../src/domain/index.ts';
import { Failure } from '../../src/domain/index.ts';
import type { AsideChanges, Burial, ParkedRecord } from '../../src/pipeline/index.ts';
import type { LaneMemory } from '../../src/store/index.ts';
import { noCounts, productsToShop, storeBench } from './support.ts';

const nothing: AsideChanges = {
  parked: [],
  unparked: [],
  buried: [],
  closed: [],
  healed: [],
  outdated: [],
};
const everything = { limit: 100, after: null };

function parked(seq: number, key: string, extra: Partial<ParkedRecord> = {}): ParkedRecord {
  const document: JsonObject = { name: `"${key}" \\ {}`, seq };
  return {
    record: {
      seq,
      key,
      version: seq * 10,
      operation: 'upsert',
      document,
      storedAtMs: 1_700_000_000_123,
    },
    dueAtMs: 1_800_000_000_456,
    attempts: 1,
    history: [{ atMs: 1, code: 'TARGET_BUSY', message: 'locked' }],
    deadLetterId: null,
    ...extra,
  };
}

function burial(key: string, version: number, message = 'no such category'): Burial {
  return {
    stream: 'products',
    lane: productsToShop.name,
    record: { seq: version, key, version, operation: 'upsert', document: { key }, storedAtMs: 5 },
    row: null,
    failure: new Failure('TARGET_REFUSED', { message, details: { status: 422 } }),
    attempts: 1,
    history: [{ atMs: 7, code: 'TARGET_REFUSED', message }],
    atMs: 9,
  };
}

async function settle(lane: LaneMemory, aside: Partial<AsideChanges>, lastSeq = 0): Promise<void> {
  const { settledSeq } = await lane.position();
  await lane.settle({
    previousSeq: settledSeq,
    lastSeq: Math.max(lastSeq, settledSeq),
    records: [],
    counts: noCounts,
    aside: { ...nothing, ...aside },
  });
}

test('parked records are returned complete and in order, and are removed when they end', async () => {
  await using bench = await storeBench();
  const lane = await bench.store.lane(productsToShop);
  const waiting = parked(7, 'b', { dueAtMs: null, attempts: 0, history: [] });
  await settle(lane, { parked: [waiting, parked(3, 'a')] }, 7);
  const { parked: places } = await lane.begin();
  assert.deepEqual(
    places.map(({ seq, key, dueAtMs }) => [seq, key, dueAtMs]),
    [
      [3, 'a', 1_800_000_000_456],
      [7, 'b', null],
    ],
  );
  assert.deepEqual(await lane.parked([7, 3, 99]), [parked(3, 'a'), waiting]);

  const again = parked(3, 'a', { dueAtMs: 1_900_000_000_000, attempts: 2 });
  await settle(lane, { parked: [again], unparked: [{ seq: 7, outcome: 'applied' }] });
  assert.deepEqual(await lane.parked([3, 7]), [again]);
});

test('a settlement that is fenced off parks and buries nothing', async () => {
  await using bench = await storeBench();
  const lane = await bench.store.lane(productsToShop);
  await settle(lane, {}, 5);
  const late = { previousSeq: 3, lastSeq: 4, records: [], counts: noCounts };
  const aside = { ...nothing, parked: [parked(4, 'a')], buried: [burial('b', 4)] };
  await assert.rejects(lane.settle({ ...late, aside }), { code: 'FENCED' });
  assert.deepEqual(await lane.parked([4]), []);
  assert.deepEqual(await bench.store.deadLetters.list({}, everything), []);
});

test('a drain learns of an earlier drain that died at its position, and of deliveries in doubt', async () => {
  await using bench = await storeBench();
  const lane = await bench.store.lane(productsToShop);
  const begun = async () => {
    const { starts, inDoubt } = await lane.begin();
    return { starts, inDoubt };
  };
  assert.deepEqual(await begun(), { starts: 1, inDoubt: false });
  assert.deepEqual(
    await begun(),
    { starts: 2, inDoubt: true },
    'the first drain died without finishing',
  );
  await settle(lane, {}, 1);
  assert.deepEqual(await begun(), { starts: 1, inDoubt: true }, 'the drain before died further on');
  await lane.finish({ inDoubt: false });
  assert.deepEqual(await begun(), { starts: 1, inDoubt: false });
});

test('a drain is told which batch was tried carefully when the process died, unless it was settled', async () => {
  await using bench = await storeBench();
  const lane = await bench.store.lane(productsToShop);
  const begun = async () => {
    const { starts, suspicion } = await lane.begin();
    return { starts, suspicion };
  };
  const [wide, narrow] = [
    { fresh: 32, parked: 0, alone: {} },
    { fresh: 31, parked: 1, alone: { 4: 1 } },
  ];
  await lane.begin();
  await settle(lane, {}, 1);
  await lane.suspect(wide);
  assert.deepEqual(await begun(), { starts: 2, suspicion: wide }, 'it died at the batch');
  await lane.suspect(narrow);
  assert.deepEqual(await begun(), { starts: 3, suspicion: narrow });
  await settle(lane, {}, 2);
  assert.deepEqual(await begun(), { starts: 1, suspicion: null }, 'it died behind the batch');
  await lane.suspect(wide);
  await lane.finish({ inDoubt: false });
  assert.deepEqual(await begun(), { starts: 1, suspicion: null }, 'it did not die');
});

test('a record that is buried twice is one dead letter, which the next drain sees as open', async () => {
  await using bench = await storeBench();
  const lane = await bench.store.lane(productsToShop);
  await settle(lane, { buried: [burial('a', 1), burial('a', 1), burial('b', 1)] }, 1);
  await settle(lane, { buried: [burial('a', 1, 'again')] });
  const letters = await bench.store.deadLetters.list({}, everything);
  assert.deepEqual(
    letters.map(({ key, version, reason, attempts, seq, details }) => [
      key,
      version,
      reason,
      attempts,
      seq,
      details,
    ]),
    [
      ['a', 1, 'no such category', 1, 1, { status: 422 }],
      ['b', 1, 'no such category', 1, 1, { status: 422 }],
    ],
  );
  assert.deepEqual([...((await lane.begin()).deadLetterKeys ?? [])].sort(), ['a', 'b']);
});

test('when its record is buried again, a discarded dead letter stays closed and a replayed one opens again', async () => {
  await using bench = await storeBench();
  const lane = await bench.store.lane(productsToShop);
  const book = bench.store.deadLetters;
  await settle(lane, { buried: [burial('a', 1), burial('b', 1)] }, 1);
  assert.equal(await book.discard({ key: 'a' }), 1);
  const order = { filter: {}, document: null, perSecond: null };
  assert.deepEqual(await book.replay(order), {
    count: 1,
    lanes: { [productsToShop.name]: 1 },
  });
  assert.deepEqual(
    await book.replay(order),
    { count: 0, lanes: {} },
    'the replay is already in progress',
  );
  await settle(lane, {
    unparked: [{ seq: 1, outcome: 'dead-letter' }],
    buried: [burial('a', 1), burial('b', 1, 'again')],
  });
  const states = (await book.list({}, everything)).map(({ key, state, reason }) => [
    key,
    state,
    reason,
  ]);
  assert.deepEqual(states, [
    ['a', 'closed', 'no such category'],
    ['b', 'open', 'again'],
  ]);
});

test('a version that the target accepted closes the open dead letters of its key up to that version, and no others', async () => {
  await using bench = await storeBench();
  const lane = await bench.store.lane(productsToShop);
  const other = await bench.store.lane({
    ...productsToShop,
    name: 'products/market',
    connector: 'market',
  });
  const buried = [burial('a', 1), burial('a', 2), burial('a', 3), burial('b', 1)];
  await settle(lane, { buried }, 3);
  await settle(other, { buried: [{ ...burial('a', 1), lane: 'products/market' }] }, 3);
  await settle(lane, { healed: [{ key: 'a', version: 2 }] });
  const letters = await bench.store.deadLetters.list({}, everything);
  assert.deepEqual(
    letters.map(({ lane: name, key, version, closing }) => [name, key, version, closing]),
    [
      ['products/shop', 'a', 1, 'superseded'],
      ['products/shop', 'a', 2, 'replayed'],
      ['products/shop', 'a', 3, null],
      ['products/shop', 'b', 1, null],
      ['products/market', 'a', 1, null],
    ],
  );
});

test('a version that fails as well closes the open dead letters of older versions of its key', async () => {
  await using bench = await storeBench();
  const lane = await bench.store.lane(productsToShop);
  await settle(lane, { buried: [burial('a', 1), burial('b', 1)] }, 1);
  await settle(lane, { outdated: [{ key: 'a', version: 2 }], buried: [burial('a', 2)] }, 2);
  const letters = await bench.store.deadLetters.list({ states: ['open'] }, everything);
  assert.deepEqual(
    letters.map(({ key, version }) => [key, version]),
    [
      ['b', 1],
      ['a', 2],
    ],
  );
});

test('an unreadable row is kept, with markers for characters that PostgreSQL cannot store, and is never replayed', async () => {
  await using bench = await storeBench();
  const book = bench.store.deadLetters;
  const row = { position: 'line 7', raw: 'a\0b\uD800', reason: 'no JSON' };
  const failure = new Failure('ROW_UNREADABLE', { message: 'line 7: \0' });
  const lost = { stream: 'products', lane: null, record: null, attempts: 0, history: [], atMs: 1 };
  await book.bury([{ ...lost, row, failure }]);
  await book.bury([{ ...lost, row, failure }]);
  const [letter, ...more] = await book.list({ stream: 'products' }, everything);
  assert.deepEqual(
    [letter?.raw, letter?.position, letter?.lane],
    ['a\uFFFDb\uFFFD', 'line 7', null],
  );
  assert.deepEqual(more, []);
  assert.equal((await book.replay({ filter: {}, document: null, perSecond: null })).count, 0);
  assert.equal(await book.count({ replayable: true }), 0);
});

test('a filter by streams finds only dead letters of these streams, whatever else it contains', async () => {
  await using bench = await storeBench();
  const book = bench.store.deadLetters;
  const failure = new Failure('ROW_UNREADABLE', { message: 'no' });
  for (const stream of ['a', 'b', 'c']) {
    const row = { position: 'line 1', raw: 'x', reason: 'no' };
    const lost = { stream, lane: null, record: null, attempts: 0, history: [], atMs: 1 };
    await book.bury([{ ...lost, row, failure }]);
  }
  const found = async (filter: DeadLetterFilter) =>
    (await book.list(filter, everything)).map(({ stream }) => stream);
  assert.deepEqual(await found({ streams: ['a', 'c'] }), ['a', 'c']);
  assert.deepEqual(await found({ streams: ['a', 'c'], stream: 'c' }), ['c']);
  assert.deepEqual(await found({ streams: ['a', 'c'], stream: 'b' }), []);
  assert.deepEqual(await found({ streams: [] }), []);
  assert.equal(await book.discard({ streams: ['b'] }), 1);
  assert.equal(await book.count({ states: ['open'] }), 2);
});

test('dead letters with one cause form one group, whatever numbers and values their reasons contain', async () => {
  await using bench = await storeBench();
  const lane = await bench.store.lane(productsToShop);
  const buried = [
    burial('a', 1, 'price -3 of "A" is below 0'),
    burial('b', 2, 'price -7,5 of "B" is below 0'),
    burial('c', 3, 'name is missing'),
  ];
  await settle(lane, { buried }, 3);
  const groups = await bench.store.causes.groups({ streams: null, withClosed: false });
  assert.deepEqual(
    groups.map(({ open, example }) => [open, example.reason, example.key]),
    [
      [2, 'price -7,5 of "B" is below 0', 'b'],
      [1, 'name is missing', 'c'],
    ],
  );
});

test('closed dead letters are forgotten after their retention time, open ones are kept', async () => {
  await using bench = await storeBench();
  const lane = await bench.store.lane(productsToShop);
  const book = bench.store.deadLetters;
  await settle(lane, { buried: [burial('a', 1), burial('b', 1)] }, 1);
  await book.discard({ key: 'a' });
  assert.equal(await book.forgetClosed(60_000), 0);
  assert.equal(await book.forgetClosed(-1), 1);
  assert.deepEqual(
    (await book.list({}, everything)).map(({ key }) => key),
    ['b'],
  );
});
