import assert from 'node:assert/strict';
import test from 'node:test';
import type { RecordOutcome } from '../../src/domain/index.ts';
import { Failure, encodeOutcomes } from '../../src/domain/index.ts';
import type { AsideChanges, Burial, ParkedRecord } from '../../src/pipeline/ports.ts';
import type { LaneMemory } from '../../src/store/index.ts';
import { noCounts, productsToShop, storeBench } from './support.ts';

const none: AsideChanges = {
  parked: [],
  unparked: [],
  buried: [],
  closed: [],
  healed: [],
  outdated: [],
};
const open = { streams: null, withClosed: false };

test('a lane keeps when and how it settled each record, with one row per batch, and again after it was rewound', async () => {
  await using bench = await storeBench();
  const lane = await bench.store.lane(productsToShop);
  await settle(lane, 0, ['applied', 'unchanged', null, 'dead-letter']);
  await settle(lane, 4, ['superseded', 'applied']);
  const outcomes = async (...seqs: number[]) =>
    (await lane.story.of('any', seqs)).settled.map(({ seq, outcome }) => [seq, outcome]);
  assert.deepEqual(await outcomes(1, 2, 3, 4, 6, 7), [
    [1, 'applied'],
    [2, 'unchanged'],
    [4, 'dead-letter'],
    [6, 'applied'],
  ]);
  await lane.recovery.rewind(1, false, { request: null, answer: 0 });
  await settle(lane, 1, ['unchanged', null, 'applied', 'superseded', 'unchanged']);
  assert.deepEqual(await outcomes(6, 4), [
    [6, 'applied'],
    [4, 'dead-letter'],
    [6, 'unchanged'],
    [4, 'applied'],
  ]);
  const { rows } = await bench.sql.query<{ rows: number }>(
    'select count(*)::int as rows from settlement',
  );
  assert.equal(rows[0]?.rows, 3);
  await bench.store.forget.stories([{ id: lane.id, keptMs: 60_000 }]);
  assert.equal((await outcomes(1)).length, 1);
  await bench.store.forget.stories([{ id: lane.id, keptMs: -1_000 }]);
  assert.deepEqual(await outcomes(1), []);
});

test('the attempts of a record that recovered stay known, as do those of a record that waits', async () => {
  await using bench = await storeBench();
  const lane = await bench.store.lane(productsToShop);
  await settle(lane, 0, ['retry', 'retry'], { parked: [parked('a', 1, 2), parked('b', 2, 1)] });
  await aside(lane, 2, { unparked: [{ seq: 1, outcome: 'applied' }] });
  const { returned, waiting } = await lane.story.of('a', [1]);
  assert.deepEqual(
    returned.map(({ seq, outcome, history }) => [seq, outcome, history.map(({ code }) => code)]),
    [[1, 'applied', ['TARGET_BUSY', 'TARGET_BUSY']]],
  );
  assert.ok(Math.abs((returned[0]?.endedAtMs ?? 0) - Date.now()) < 60_000);
  assert.deepEqual(waiting, []);
  assert.deepEqual(
    (await lane.story.of('b', [])).waiting.map(({ seq, history }) => [seq, history.length]),
    [[2, 1]],
  );
});

test('failures with one cause form one group, whether buried or retried, which closes when the last of them is over', async () => {
  await using bench = await storeBench();
  const lane = await bench.store.lane(productsToShop);
  const groups = async (withClosed = false) =>
    (await bench.store.causes.groups({ ...open, withClosed })).map((group) => [
      ...[group.code, group.cause, group.open, group.retrying, group.closed],
      group.example.key,
    ]);
  await settle(lane, 0, ['retry', 'retry', 'dead-letter', 'dead-letter', 'wait'], {
    parked: [parked('a', 1, 1), parked('b', 2, 3), parked('w', 5, 0)],
    buried: [burial('c', 3), burial('d', 4)],
  });
  const busy = ['TARGET_BUSY', 'order # is locked', 0, 2, 0, 'b'];
  assert.deepEqual(await groups(), [['TARGET_REFUSED', 'price # of "…"', 2, 0, 0, 'd'], busy]);

  await aside(lane, 5, { healed: [{ key: 'd', version: 4 }] });
  assert.deepEqual(await groups(), [busy, ['TARGET_REFUSED', 'price # of "…"', 1, 0, 0, 'c']]);
  await aside(lane, 5, { healed: [{ key: 'c', version: 9 }] });
  assert.deepEqual(await groups(), [busy], 'the group closed by itself');
  const [, over] = await bench.store.causes.groups({ ...open, withClosed: true });
  assert.deepEqual([over?.closed, over?.open], [2, 0]);
  assert.ok((over?.closedAtMs ?? 0) > 0);

  const ended = [1, 2].map((seq) => ({ seq, outcome: 'applied' as const }));
  await aside(lane, 5, { unparked: ended });
  assert.deepEqual(await groups(), []);
  assert.deepEqual(
    (await bench.store.causes.groups({ streams: ['other'], withClosed: true })).length,
    0,
  );
});

test('a group keeps its id while its messages differ only in numbers, and rejected rows of a source have groups too', async () => {
  await using bench = await storeBench();
  const row = (line: number): Burial => ({
    ...{ stream: 'orders', lane: null, record: null, attempts: 0, history: [], atMs: Date.now() },
    row: { position: `line ${line}`, raw: 'x', reason: 'r' },
    failure: new Failure('ROW_UNREADABLE', { message: `line ${line} has ${line} fields` }),
  });
  await bench.store.deadLetters.bury([row(1)]);
  const [first] = await bench.store.causes.groups(open);
  await bench.store.deadLetters.bury([row(2), row(3)]);
  const [again] = await bench.store.causes.groups(open);
  assert.deepEqual(
    [again?.id, again?.open, again?.lane, again?.stream],
    [first?.id, 3, null, 'orders'],
  );
  assert.equal(again?.example.reason, 'line 3 has 3 fields');
});

// Sorted with their reasons, half a million take longer than the 30 seconds of a statement.
test('failures of one cause are grouped without sorting them', async () => {
  await using bench = await storeBench();
  await bench.sql.query(`insert into dead_letter
    (buried_at, lane_id, attempts, class, code, stage, stream, key, origin, reason, details, history, cause)
    select now(), 1, 1, 'data', 'RECORD_INVALID', 'validate', 'products', n::text, n::text, reason, '{}', '[]', 'c'
    from generate_series(1, 20000) n, lateral (select string_agg(md5(n || '.' || i), '') as reason from generate_series(1, 40) i)`);
  await bench.sql.query(`alter database ${bench.scope.namespace} set temp_file_limit = '1MB'`);
  const { causes } = await bench.another();
  const [group] = await causes.groups(open);
  assert.deepEqual([group?.open, group?.example.key], [20_000, '20000']);
});

/** Settles the batch right after `previousSeq`. Each element of `became` is the outcome of one position. */
async function settle(
  lane: LaneMemory,
  previousSeq: number,
  became: readonly (RecordOutcome | null)[],
  changes: Partial<AsideChanges> = {},
): Promise<void> {
  const first = previousSeq + 1;
  const records = became.map((outcome, index) => ({ seq: first + index, outcome }));
  await lane.settle({
    ...{ previousSeq, lastSeq: previousSeq + became.length, records: [], counts: noCounts },
    outcomes: encodeOutcomes(first, records),
    aside: { ...none, ...changes },
  });
}

/** Settles a batch of parked records, which does not move the lane. */
async function aside(lane: LaneMemory, seq: number, changes: Partial<AsideChanges>): Promise<void> {
  const at = { previousSeq: seq, lastSeq: seq, records: [], counts: noCounts, outcomes: '' };
  await lane.settle({ ...at, aside: { ...none, ...changes } });
}

const record = (key: string, seq: number) =>
  ({ key, seq, version: seq, operation: 'upsert', document: {}, storedAtMs: 1_000 }) as const;

function parked(key: string, seq: number, attempts: number): ParkedRecord {
  const history = Array.from({ length: attempts }, (_, index) => ({
    atMs: 1_000 * seq + index,
    code: 'TARGET_BUSY' as const,
    message: `order ${seq}${index} is locked`,
  }));
  return { record: record(key, seq), dueAtMs: 0, attempts, history, deadLetterId: null };
}

function burial(key: string, seq: number): Burial {
  const failure = new Failure('TARGET_REFUSED', { message: `price ${seq} of "${key}"` });
  return {
    ...{ stream: 'products', lane: 'products/shop', record: record(key, seq), row: null, failure },
    ...{ attempts: 1, history: [], atMs: 1_000_000 + seq },
  };
}
