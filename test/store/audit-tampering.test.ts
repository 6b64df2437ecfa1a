import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { AuditFault } from '../../src/domain/index.ts';
import { entry, tamper, verify } from './audit-support.ts';
import { storeBench } from './support.ts';

const ROWS = 12;

interface Tampering {
  readonly name: string;
  /** Takes two different rows; not every statement uses the second. */
  readonly sql: (row: number, other: number) => string[];
  /** The kinds of fault that may be reported; several if the rows alone do not show which it is. */
  readonly kinds: readonly AuditFault['kind'][];
}

const shiftUp = (row: number) =>
  `update audit_log set seq = -seq - 1 where seq >= ${row}; update audit_log set seq = -seq where seq < 0`;

const tamperings: readonly Tampering[] = [
  {
    name: 'a changed word',
    sql: (row) => [
      `update audit_log set entry = replace(entry::text, 'anna', 'otto')::json where seq = ${row}`,
    ],
    kinds: ['changed'],
  },
  {
    name: 'a space that changes no meaning',
    sql: (row) => [`update audit_log set entry = (entry::text || ' ')::json where seq = ${row}`],
    kinds: ['changed'],
  },
  {
    name: 'a changed row with a hash made to fit',
    sql: (row) => [
      `with changed as (select l.seq, replace(l.entry::text, 'anna', 'otto') as entry,
         coalesce((select hash from audit_log where seq = l.seq - 1), repeat('0', 64)) as before
         from audit_log l where seq = ${row})
       update audit_log l set entry = c.entry::json, hash = encode(sha256(decode(c.before, 'hex') ||
         convert_to('{"entry":' || c.entry || ',"seq":' || c.seq || '}', 'UTF8')), 'hex')
       from changed c where l.seq = c.seq`,
    ],
    kinds: ['changed'],
  },
  {
    name: 'a removed row',
    sql: (row) => [`delete from audit_log where seq = ${row}`],
    kinds: ['removed'],
  },
  {
    name: 'a removed row whose gap was closed',
    sql: (row) => [
      `delete from audit_log where seq = ${row}`,
      `update audit_log set seq = -seq where seq > ${row}`,
      'update audit_log set seq = -seq - 1 where seq < 0',
    ],
    kinds: ['changed', 'removed'],
  },
  {
    name: 'an inserted copy',
    sql: (row, other) => [
      shiftUp(row),
      `insert into audit_log (seq, entry, hash)
       select ${row}, entry, hash from audit_log where seq = ${other >= row ? other + 1 : other}`,
    ],
    kinds: ['inserted', 'changed'],
  },
  {
    name: 'a row behind the last',
    sql: (row) => [
      `insert into audit_log (seq, entry, hash) select ${ROWS + 1}, entry, hash from audit_log where seq = ${row}`,
    ],
    kinds: ['changed', 'inserted'],
  },
  {
    name: 'a row before the first',
    sql: (row) => [
      `insert into audit_log (seq, entry, hash) select -${row}, entry, hash from audit_log where seq = ${row}`,
    ],
    kinds: ['inserted'],
  },
  {
    name: 'swapped entries',
    sql: (row, other) => [
      `update audit_log l set entry = o.entry, hash = o.hash from audit_log o
       where (l.seq = ${row} and o.seq = ${other}) or (l.seq = ${other} and o.seq = ${row})`,
    ],
    kinds: ['changed', 'inserted'],
  },
  {
    name: 'a cut tail',
    sql: (row) => [`delete from audit_log where seq >= ${row}`],
    kinds: ['removed'],
  },
];

test('every changed, removed, inserted or swapped row is detected, with its position', async () => {
  await using bench = await storeBench();
  for (let nth = 1; nth <= ROWS; nth++) {
    await bench.store.audit.record(entry({ who: `anna ${nth}`, atMs: nth }));
  }
  await bench.sql.query('create table kept as select seq, entry, hash from audit_log');
  const row = fc.integer({ min: 1, max: ROWS });
  const places = fc.tuple(row, row).filter(([one, other]) => one !== other);
  for (const { name, sql, kinds } of tamperings) {
    await fc.assert(
      fc.asyncProperty(places, async ([one, other]) => {
        await tamper(bench, ...sql(one, other));
        const { fault } = await verify(bench.store);
        await tamper(
          bench,
          'truncate audit_log',
          'insert into audit_log (seq, entry, hash) select seq, entry, hash from kept',
        );
        assert.ok(fault, `${name} at ${one}, ${other} went unnoticed`);
        assert.ok(kinds.includes(fault.kind), `${name} at ${one}: ${fault.message}`);
        assert.ok(fault.seq <= Math.max(one, other, ROWS + 1), fault.message);
      }),
      { numRuns: 15 },
    );
  }
  assert.equal((await verify(bench.store)).checked, ROWS);
});
