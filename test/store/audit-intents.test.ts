import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AuditEntry } from '../../src/domain/index.ts';
import type { Store } from '../../src/store/index.ts';
import { entry, verify } from './audit-support.ts';
import { storeBench } from './support.ts';

const intended = (who: string) => entry({ who, after: null, outcome: 'unknown' });

/** Returns caller and outcome of each entry, oldest first. */
async function logged({ audit }: Store): Promise<string[]> {
  const { rows } = await audit.list({}, { limit: 100, before: null });
  const entries = rows.map((row) => JSON.parse(row.entry) as AuditEntry).reverse();
  return entries.map(({ who, outcome }) => `${who} ${outcome}`);
}

test('a change that is recorded leaves one entry and no intent', async () => {
  await using bench = await storeBench();
  const { audit } = bench.store;
  const intent = await audit.intend(intended('anna'));
  assert.deepEqual(await logged(bench.store), []);
  await audit.record(entry({ who: 'anna' }), intent);
  assert.equal(await audit.recordLeftovers(), 0);
  const other = await bench.another();
  assert.equal(await other.audit.recordLeftovers(), 0);
  assert.deepEqual(await logged(bench.store), ['anna done']);
});

test('the next process records each change that its predecessor did not, once, in the order of the calls', async () => {
  await using bench = await storeBench();
  for (const [nth, who] of ['anna', 'otto', 'zoe'].entries()) {
    await bench.store.audit.intend({ ...intended(who), atMs: 1_000 - nth });
  }
  const next = await bench.another();
  assert.equal(await next.audit.recordLeftovers(), 3);
  assert.equal(await next.audit.recordLeftovers(), 0);
  assert.deepEqual(await logged(next), ['zoe unknown', 'otto unknown', 'anna unknown']);
  assert.equal((await verify(next)).fault, null);
});

test('a call that lasts is no leftover of its own process', async () => {
  await using bench = await storeBench();
  const { audit } = bench.store;
  const intent = await audit.intend(intended('anna'));
  assert.equal(await audit.recordLeftovers(), 0);
  await audit.record(entry({ who: 'anna', outcome: 'failed', code: 'TIMED_OUT' }), intent);
  assert.deepEqual(await logged(bench.store), ['anna failed']);
});

test('an outcome that could not be stored when its call ended is recorded later, once', async () => {
  await using bench = await storeBench();
  const { audit } = bench.store;
  const intents = [await audit.intend(intended('anna')), await audit.intend(intended('otto'))];
  await bench.sql.query('alter table audit_log rename to audit_away');
  await assert.rejects(audit.record(entry({ who: 'anna' }), intents[0]));
  await bench.sql.query('alter table audit_away rename to audit_log');
  assert.equal(await audit.recordLeftovers(), 1);
  await audit.record(entry({ who: 'otto' }), intents[1]);
  assert.equal(await audit.recordLeftovers(), 0);
  assert.deepEqual(await logged(bench.store), ['anna done', 'otto done']);
});

test('an outcome whose transaction was cut off is recorded later, once', async () => {
  await using bench = await storeBench();
  const { audit } = bench.store;
  const intent = await audit.intend(intended('anna'));
  await bench.sql.query('begin');
  await bench.sql.query('select 1 from audit_head for update');
  const recording = assert.rejects(audit.record(entry({ who: 'anna' }), intent));
  const cut = `select pg_terminate_backend(pid) from pg_stat_activity
    where wait_event_type = 'Lock' and datname = current_database()`;
  while ((await bench.sql.query(cut)).rowCount === 0);
  await recording;
  await bench.sql.query('commit');
  assert.equal(await audit.recordLeftovers(), 1);
  assert.deepEqual(await logged(bench.store), ['anna done']);
});
