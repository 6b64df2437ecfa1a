import assert from 'node:assert/strict';
import { test } from 'node:test';
import { delivery, externalIds, failureOf, kinds, rowsOf, signal, withTarget } from './support.ts';

const UUID = '0b9f3c1e-7c1d-4d59-9d0f-3a8f1f6b2c4d';

for (const [type, given, own] of [
  ['integer', '007', '7'],
  ['bigint', '+9007199254740993', '9007199254740993'],
  ['uuid', UUID.toUpperCase(), UUID],
  ['uuid', `{${UUID}}`, UUID],
  ['numeric(10,2)', '7', '7.00'],
  ['date', '20260102', '2026-01-02'],
] as const) {
  for (const [how, columns, options] of [
    ['a version column', ', changed timestamptz', { versionColumn: 'changed' }],
    ['versions kept beside the table', '', {}],
  ] as const) {
    test(`with ${how}, the key ${given} of type ${type} is answered as ${own}, and its redelivery changes nothing`, async () => {
      const ddl = `create table product (id ${type} primary key, name text${columns})`;
      await withTarget(ddl, options, async (target) => {
        const batch = [delivery(given, 1_000_000)];
        const first = await target.deliver(batch, signal);
        assert.deepEqual([kinds(first), externalIds(first)], [['applied'], [own]]);
        const again = await target.deliver(batch, signal);
        assert.deepEqual([kinds(again), externalIds(again)], [['unchanged'], [own]]);
      });
    });
  }
}

test('in a batch of new and known rows each row gets its own outcome, however its key is spelled', async () => {
  const ddl = 'create table product (id numeric(10,2) primary key, name text)';
  await withTarget(ddl, {}, async (target) => {
    await target.deliver([delivery('1', 1)], signal);
    const outcomes = await target.deliver([delivery('1', 1), delivery('02.0', 1)], signal);
    assert.deepEqual(kinds(outcomes), ['unchanged', 'applied']);
    assert.deepEqual(externalIds(outcomes), ['1.00', '2.00']);
  });
});

test('a row deleted under another spelling of its key is deleted once', async () => {
  const ddl = 'create table product (id uuid primary key, name text)';
  await withTarget(ddl, {}, async (target, scope) => {
    await target.deliver([delivery(UUID, 1)], signal);
    const gone = [delivery(UUID.toUpperCase(), 2, { operation: 'delete', document: {} })];
    const first = await target.deliver(gone, signal);
    assert.deepEqual([kinds(first), externalIds(first)], [['applied'], [UUID]]);
    assert.deepEqual(kinds(await target.deliver(gone, signal)), ['unchanged']);
    assert.deepEqual(await rowsOf(scope, 'select * from product'), []);
  });
});

test('a key that does not fit the column fails alone, and the other ids have the table’s spelling', async () => {
  const ddl = 'create table product (id integer primary key, name text)';
  await withTarget(ddl, {}, async (target) => {
    const batch = [delivery('007', 1), delivery('seven', 1), delivery('8', 1)];
    const outcomes = await target.deliver(batch, signal);
    assert.deepEqual(kinds(outcomes), ['applied', 'failed', 'applied']);
    assert.deepEqual(externalIds(outcomes), ['7', null, '8']);
    assert.match(failureOf(outcomes.slice(1)).message, /type integer: "seven" \(column id\)/);
    const again = await target.deliver(batch, signal);
    assert.deepEqual(kinds(again), ['unchanged', 'failed', 'unchanged']);
    assert.deepEqual(externalIds(again), ['7', null, '8']);
  });
});
