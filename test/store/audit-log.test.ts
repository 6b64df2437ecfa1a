import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { AUDIT_START, keySubject } from '../../src/domain/index.ts';
import { entry, tamper, verify } from './audit-support.ts';
import { storeBench } from './support.ts';

test('an empty audit log is intact', async () => {
  await using bench = await storeBench();
  assert.deepEqual(await verify(bench.store), { checked: 0, head: AUDIT_START, fault: null });
});

test('an entry is kept exactly, except that NUL and half surrogate pairs are replaced and a long subject is cut', async () => {
  await using bench = await storeBench();
  const { audit } = bench.store;
  await audit.record(entry({ who: 'Zoë "the\\key" 🚂', before: { 'b\n': [1.5, { a: null }] } }));
  await audit.record(entry({ who: 'nul \0 half \ud800', subject: 'x'.repeat(5_000) }));
  const { rows } = await audit.list({}, { limit: 10, before: null });
  const kept = rows.map((row) => JSON.parse(row.entry) as ReturnType<typeof entry>);
  assert.equal(kept[1]?.who, 'Zoë "the\\key" 🚂');
  assert.deepEqual(kept[1].before, { 'b\n': [1.5, { a: null }] });
  assert.equal(kept[0]?.who, 'nul \ufffd half \ufffd');
  assert.equal(kept[0].subject?.length, 1_025);
  assert.equal((await verify(bench.store)).checked, 2);
});

test('100 entries at once from two processes are all in one unbroken chain', async () => {
  await using bench = await storeBench();
  const other = await bench.another();
  await Promise.all(
    Array.from({ length: 100 }, (_, nth) =>
      (nth % 2 === 0 ? bench.store : other).audit.record(entry({ who: `caller ${nth}` })),
    ),
  );
  const { checked, fault } = await verify(bench.store);
  assert.deepEqual({ checked, fault }, { checked: 100, fault: null });
  const { rows } = await other.audit.list({}, { limit: 200, before: null });
  assert.equal(new Set(rows.map((row) => row.entry)).size, 100);
});

test('an entry is reported as recorded only after it is committed', async () => {
  await using bench = await storeBench();
  const { audit } = bench.store;
  await bench.sql.query('begin');
  await bench.sql.query('select 1 from audit_head for update');
  const done: string[] = [];
  const recorded = ['one', 'two', 'three'].map((who) =>
    audit.record(entry({ who })).then(() => done.push(who)),
  );
  await audit.list({}, { limit: 1, before: null });
  assert.deepEqual(done, []);
  await bench.sql.query('commit');
  await Promise.all(recorded);
  const transactions = await bench.sql.query('select distinct xmin::text from audit_log');
  assert.equal(
    transactions.rowCount,
    2,
    'entries that arrived during the first transaction share the next',
  );
});

test('the audit tables refuse every statement that is not an append', async () => {
  await using bench = await storeBench();
  await bench.store.audit.record(entry());
  for (const statement of [
    `update audit_log set hash = ''`,
    'delete from audit_log',
    'truncate audit_log',
    'delete from audit_head',
    'truncate audit_head',
    'update audit_head set seq = 0',
  ]) {
    await assert.rejects(bench.sql.query(statement), /The audit log only grows/, statement);
  }
  assert.equal((await verify(bench.store)).checked, 1);
});

test('entries are listed by caller, method, subject, key, outcome and time, newest first, page by page', async () => {
  await using bench = await storeBench();
  const { audit } = bench.store;
  const lane = 'lane products/shop';
  const paused = keySubject(lane, await audit.pseudonymOf('customer 4711'));
  await audit.record(entry({ who: 'anna', atMs: 1_000 }));
  await audit.record(entry({ who: 'ben', atMs: 2_000, method: 'StreamService/SyncStream' }));
  await audit.record(entry({ subject: paused, atMs: 3_000 }));
  await audit.record(entry({ subject: `${lane}2`, outcome: 'denied', atMs: 4_000 }));
  const found = async (filter: Parameters<typeof audit.list>[0]) =>
    (await audit.list(filter, { limit: 10, before: null })).rows.map(({ seq }) => seq);
  assert.deepEqual(await found({}), [4, 3, 2, 1]);
  assert.deepEqual(await found({ who: 'anna' }), [4, 3, 1]);
  assert.deepEqual(await found({ method: 'LaneService/' }), [4, 3, 1]);
  assert.deepEqual(await found({ subject: lane }), [3, 2, 1]);
  assert.deepEqual(await found({ key: 'customer 4711' }), [3]);
  assert.deepEqual(await found({ outcome: 'denied' }), [4]);
  assert.deepEqual(await found({ sinceMs: 2_000, untilMs: 4_000 }), [3, 2]);
  const first = await audit.list({}, { limit: 3, before: null });
  assert.equal(first.next, 2);
  const second = await audit.list({}, { limit: 3, before: first.next });
  assert.deepEqual([second.rows.map(({ seq }) => seq), second.next], [[1], null]);
});

test('after a key is erased only its entries about erasures can be found; other keys and the chain are unaffected', async () => {
  await using bench = await storeBench();
  const { audit, erasures } = bench.store;
  const name = async (key: string, method?: string) => {
    const subject = keySubject('lane a/b', await audit.pseudonymOf(key));
    await audit.record(entry({ subject, ...(method ? { method } : {}) }));
  };
  const found = async (key: string) =>
    (await audit.list({ key }, { limit: 10, before: null })).rows.map(({ seq }) => seq);
  const inStream = { stream: 'a', key: 'K', flows: [] };
  const erase = async () => {
    const thing = { masterKey: null, inStreams: [inStream], withLinks: true };
    return (await erasures.erase(thing, null, async () => [])).erased;
  };
  await name('K');
  await name('L');
  assert.deepEqual(await erase(), [{ place: 'audit', stream: '', count: 1 }]);
  assert.deepEqual([await found('K'), await found('L')], [[], [2]]);
  await name('K', 'RecordService/EraseRecord');
  assert.deepEqual(await erase(), []);
  assert.deepEqual([await found('K'), await found('L')], [[3], [2]]);
  assert.equal((await verify(bench.store)).fault, null);
});

test('entries from before keys had salts can be found until any of their keys is erased; then none of them can', async () => {
  await using bench = await storeBench();
  const { audit, erasures } = bench.store;
  const { rows } = await bench.sql.query<{ secret: Buffer }>('select secret from audit_key');
  const formerly = (key: string) =>
    createHmac('sha256', rows[0]?.secret ?? '')
      .update(key)
      .digest('hex')
      .slice(0, 16);
  for (const key of ['K', 'L'])
    await audit.record(entry({ subject: keySubject('lane a/b', formerly(key)) }));
  const found = async (key: string) =>
    (await audit.list({ key }, { limit: 10, before: null })).rows.map(({ seq }) => seq);
  assert.deepEqual([await found('K'), await found('L')], [[1], [2]]);
  const inStreams = [{ stream: 'a', key: 'K', flows: [] }];
  await erasures.erase({ masterKey: null, inStreams, withLinks: true }, null, async () => []);
  assert.deepEqual([await found('K'), await found('L')], [[], []]);
  assert.equal((await verify(bench.store)).fault, null);
});

test('a log whose oldest rows were pruned is intact and contains an entry about the pruning', async () => {
  await using bench = await storeBench();
  const { audit } = bench.store;
  for (const atMs of [1_000, 2_000, 3_000, 2_500]) await audit.record(entry({ atMs }));
  assert.equal(await audit.prune(2_400, 9_000), 2);
  assert.equal(await audit.prune(2_400, 9_000), 0);
  const { checked, fault } = await verify(bench.store);
  assert.deepEqual({ checked, fault }, { checked: 3, fault: null });
  // Pruning without such an entry is detected.
  const last = 'select hash from audit_log where seq = 4';
  await tamper(
    bench,
    `update audit_head set pruned_seq = 4, pruned_hash = (${last})`,
    'delete from audit_log where seq <= 4',
  );
  assert.equal((await verify(bench.store)).fault?.kind, 'removed');
});

test('a rewrite of the whole log is detected by a hash that was noted elsewhere', async () => {
  await using bench = await storeBench();
  const { audit } = bench.store;
  for (const who of ['a', 'b', 'c']) await audit.record(entry({ who }));
  const { head } = await verify(bench.store);
  await tamper(
    bench,
    'truncate audit_log',
    `update audit_head set seq = 0, hash = '${AUDIT_START.hash}'`,
  );
  for (const who of ['a', 'x', 'c', 'd']) await audit.record(entry({ who }));
  assert.equal((await verify(bench.store)).fault, null);
  assert.deepEqual((await verify(bench.store, head)).fault, {
    kind: 'changed',
    seq: 3,
    message: 'Row 3 is not the row whose hash was noted: the log was rewritten.',
  });
});
