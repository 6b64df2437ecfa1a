import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LaneMemory, Store } from '../../src/store/index.ts';
import type { StoreBench } from './support.ts';
import { productsToShop, storeBench } from './support.ts';

/** A statement may take 30 seconds, in which it cannot change millions of rows. */
const MOST_ROWS = 10_000;
const ROWS = 2 * MOST_ROWS + 1;

const once = { request: null, answer: 0 };

/** Makes the database refuse statements that change too many rows of a table. */
async function refuseLargeStatements({ sql }: StoreBench, table: string): Promise<void> {
  await sql.query(`
    create function refuse_${table}() returns trigger language plpgsql as $$
    begin
      if (select count(*) from changed) > ${MOST_ROWS} then raise exception 'too many rows of ${table}'; end if;
      return null;
    end $$;
    create trigger refuse_delete after delete on ${table} referencing old table as changed
      for each statement execute function refuse_${table}();
    create trigger refuse_update after update on ${table} referencing old table as changed
      for each statement execute function refuse_${table}()`);
}

async function countOf({ sql }: StoreBench, table: string): Promise<number> {
  const { rows } = await sql.query<{ count: string }>(`select count(*) from ${table}`);
  return Number(rows[0]?.count);
}

test('any number of dead letters can be discarded in one order, and is forgotten later', async () => {
  await using bench = await storeBench();
  const { store, sql } = bench;
  await sql.query(`insert into dead_letter
    (buried_at, lane_id, attempts, class, code, stage, stream, origin, reason, details, history, cause)
    select now(), 0, 1, 'data', 'RECORD_INVALID', 'validate', case when n = 1 then 'stock' else 'products' end,
      n::text, 'no price', '{}', '[]', 'c' from generate_series(1, ${ROWS} + 1) n`);
  await refuseLargeStatements(bench, 'dead_letter');
  const named = { id: 'once', content: { discard: 'products' } };
  assert.equal(await store.deadLetters.discard({ streams: ['products'] }, named), ROWS);
  assert.equal(await store.deadLetters.discard({ streams: ['products'] }, named), ROWS);
  assert.equal(await store.deadLetters.forgetClosed(-1), ROWS);
  assert.equal(await countOf(bench, 'dead_letter'), 1);
});

test('any number of dead letters can be replayed in one order, at one rate and as one run', async () => {
  await using bench = await storeBench();
  const { store, sql } = bench;
  const { id } = await store.lane(productsToShop);
  await sql.query(
    `insert into dead_letter (buried_at, stored_at, lane_id, attempts, class, code, stage, stream, lane, seq, version,
      operation, key, origin, reason, details, history, cause, document)
    select now(), now(), $1, 1, 'data', 'RECORD_INVALID', 'validate', 'products', 'products/shop', n, n,
      'upsert', n::text, n::text, 'no price', '{}', '[]', 'c', '{}' from generate_series(1, ${ROWS}) n`,
    [id],
  );
  await refuseLargeStatements(bench, 'dead_letter');
  const order = { filter: { streams: ['products'] }, document: null, perSecond: 10 };
  const { count, lanes } = await store.deadLetters.replay(order);
  assert.deepEqual([count, lanes], [ROWS, { 'products/shop': ROWS }]);
  const { rows } = await sql.query(`select count(*)::int, count(distinct due_at)::int as moments,
    extract(epoch from max(due_at) - min(due_at))::float8 as seconds from parked`);
  assert.deepEqual(rows, [{ count: ROWS, moments: ROWS, seconds: (ROWS - 1) / 10 }]);
  const { rows: runs } = await sql.query('select kind, lane, stored::int from run');
  assert.deepEqual(runs, [{ kind: 'replay', lane: 'products/shop', stored: ROWS }]);
});

for (const [what, act] of [
  ['a lane is rewound with force', ({ recovery }) => recovery.rewind(0, true, once)],
  ['a lane is forgotten', ({ id }, store) => store.forget.lane(id)],
  ['the lanes of a stream start anew', (_, store) => store.forget.whatLanesApplied('products')],
] satisfies readonly (readonly [string, (lane: LaneMemory, store: Store) => Promise<unknown>])[]) {
  test(`${what}, however much it has applied, and nothing of other lanes`, async () => {
    await using bench = await storeBench();
    const { store, sql } = bench;
    const lane = await store.lane(productsToShop);
    const applied = `insert into applied (lane_id, master_key, version, seq, external_id, hash)
      select $1, n, n, n, n::text, 'h' from generate_series(1, ${ROWS}) n`;
    for (const id of [lane.id, lane.id + 1]) await sql.query(applied, [id]);
    await refuseLargeStatements(bench, 'applied');
    await act(lane, store);
    const { rows } = await sql.query('select lane_id, count(*)::int from applied group by lane_id');
    assert.deepEqual(rows, [{ lane_id: lane.id + 1, count: ROWS }]);
  });
}

test('a stream is forgotten, however much it has read, and nothing of other streams', async () => {
  await using bench = await storeBench();
  const { store, sql } = bench;
  for (const stream of ['products', 'stock'])
    await sql.query(
      `insert into dead_letter (buried_at, lane_id, attempts, class, code, stage, stream, origin, reason, details, history, cause)
      select now(), 0, 1, 'data', 'RECORD_INVALID', 'validate', $1, n::text, 'no price', '{}', '[]', 'c'
      from generate_series(1, ${ROWS}) n`,
      [stream],
    );
  await refuseLargeStatements(bench, 'dead_letter');
  await store.forget.stream('products');
  const { rows } = await sql.query('select stream, count(*)::int from dead_letter group by stream');
  assert.deepEqual(rows, [{ stream: 'stock', count: ROWS }]);
});

test('outcomes are forgotten by the age that their own lane keeps, also if it was moved back in its log', async () => {
  await using bench = await storeBench();
  const { store, sql } = bench;
  await sql.query(`insert into settlement (lane_id, pass, first_seq, last_seq, outcomes, settled_at)
    select lane, pass, 1, 9 - days, 'a1', now() - days * interval '1 day'
    from generate_series(1, 3) lane, unnest('{8, 6, 4, 2}'::int[], '{0, 0, 1, 1}'::int[]) s(days, pass)`);
  await sql.query(`insert into returned (lane_id, version, key, outcome, attempts, history, ended_at, seq)
    select lane, 1, 'a', 'applied', 1, '[]', now() - days * interval '1 day', 9 - days
    from generate_series(1, 3) lane, unnest('{8, 6, 4, 2}'::int[]) days`);
  const days = 24 * 3_600_000;
  await store.forget.stories([
    { id: 1, keptMs: 3 * days },
    { id: 2, keptMs: 7 * days },
  ]);
  for (const [table, seq] of [
    ['settlement', 'last_seq'],
    ['returned', 'seq'],
  ]) {
    const { rows } = await sql.query(
      `select lane_id, array_agg(${seq}::int order by ${seq}) as kept from ${table} group by lane_id order by lane_id`,
    );
    assert.deepEqual(
      rows.map((row: { kept: number[] }) => row.kept),
      [[7], [3, 5, 7], [1, 3, 5, 7]],
      table,
    );
  }
});

test('what has grown old is forgotten, however much there is of it', async () => {
  await using bench = await storeBench();
  const { store, sql } = bench;
  const old = `now() - interval '10 days', n from generate_series(1, ${ROWS}) n`;
  await sql.query(`insert into delivery (stream, noted_at, id) select 'orders', ${old}`);
  await sql.query(`insert into answered_request (content, answered_at, id) select '', ${old}`);
  await sql.query(`insert into returned (lane_id, version, key, outcome, attempts, history, ended_at, seq)
    select 1, 1, 'a', 'applied', 1, '[]', ${old}`);
  await sql.query(`insert into settlement (lane_id, pass, first_seq, outcomes, settled_at, last_seq)
    select 1, 0, 1, 'a1', ${old}`);
  await sql.query(`insert into run (stream, kind, started_at, finished_at, stored)
    select 'orders', 'poll', now() - interval '10 days', ${old}`);
  const tables = ['delivery', 'answered_request', 'returned', 'settlement', 'run'];
  for (const table of tables) await refuseLargeStatements(bench, table);
  const dayMs = 24 * 3_600_000;
  assert.equal(await store.arrivals.forget(dayMs), ROWS);
  assert.equal(await store.deadLetters.forgetAnswered(dayMs), ROWS);
  // The newest run of a stream stays.
  assert.equal(await store.runs.forget(dayMs), ROWS - 1);
  await store.forget.stories([
    { id: 1, keptMs: dayMs },
    { id: 2, keptMs: 20 * dayMs },
  ]);
  for (const table of tables)
    assert.equal(await countOf(bench, table), table === 'run' ? 1 : 0, table);
});

test('any number of old audit entries is pruned, and the log stays verifiable', async () => {
  await using bench = await storeBench();
  const { store } = bench;
  const entry = { who: 'a', by: null, address: '::1', method: 'A/B', subject: null } as const;
  const more = { before: null, after: null, outcome: 'denied', code: 'RATE_LIMITED' } as const;
  const batch = async (count: number) =>
    Promise.all(
      Array.from({ length: count }, () => store.audit.record({ ...entry, ...more, atMs: 1_000 })),
    );
  await batch(MOST_ROWS);
  await batch(MOST_ROWS);
  await refuseLargeStatements(bench, 'audit_log');
  assert.equal(await store.audit.prune(2_000, 3_000), 2 * MOST_ROWS);
  const verdict = await store.audit.verify({ signal: AbortSignal.timeout(30_000) });
  assert.deepEqual(verdict.fault, null);
});
