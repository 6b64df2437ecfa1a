import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Target } from '../../../src/connector-api/index.ts';
import { rowsOf, signal, withTarget } from './support.ts';

async function listAll(target: Target, limit: number): Promise<string[]> {
  const all: string[] = [];
  for (let after: string | null = null; ;) {
    const page: readonly string[] = (await target.keys?.({ after, limit, signal })) ?? [];
    all.push(...page);
    if (page.length < limit) return all;
    after = page.at(-1) ?? null;
  }
}

for (const [type, keys] of [
  ['integer', ['2', '10', '-5', '300']],
  ['text', ['a', 'B', 'ä', 'Z', '10', '9', ' ']],
  ['numeric(10,2)', ['7.00', '10.50', '-1.25']],
  ['uuid', ['0b9f3c1e-7c1d-4d59-9d0f-3a8f1f6b2c4d', 'ffffffff-7c1d-4d59-9d0f-3a8f1f6b2c4d']],
  ['timestamptz', ['2026-01-02 10:00:00.000001+00', '2026-01-02 10:00:00.000002+00']],
] as const) {
  test(`every key of type ${type} is listed once, in its own spelling, whatever the page size`, async () => {
    await withTarget(`create table product (id ${type} primary key)`, {}, async (target, scope) => {
      await rowsOf(scope, `insert into product select unnest($1::${type}[])`, [keys]);
      for (const limit of [1, 2, 100])
        assert.deepEqual((await listAll(target, limit)).sort(), [...keys].sort());
    });
  });
}

test('any text keys are listed once each', async () => {
  const texts = fc.uniqueArray(fc.string({ unit: 'grapheme', maxLength: 8 }), { maxLength: 30 });
  await withTarget('create table product (id text primary key)', {}, async (target, scope) => {
    await fc.assert(
      fc.asyncProperty(texts, fc.integer({ min: 1, max: 7 }), async (drawn, limit) => {
        const keys = drawn.filter((key) => !key.includes('\0'));
        await rowsOf(scope, 'delete from product');
        await rowsOf(scope, 'insert into product select unnest($1::text[])', [keys]);
        assert.deepEqual((await listAll(target, limit)).sort(), [...keys].sort());
      }),
      { numRuns: 25 },
    );
  });
});

for (const [type, gone] of [
  ['boolean', 'true'],
  ['timestamptz', 'now()'],
] as const) {
  test(`rows marked as deleted (${type}) and rows without a key are not listed`, async () => {
    const ddl = `create table product (n int primary key, id text unique, gone ${type});
      insert into product values (1, 'A', null), (2, 'B', ${gone}), (3, null, null)`;
    await withTarget(ddl, { key: 'id', markDeleted: 'gone' }, async (target) => {
      assert.deepEqual(await listAll(target, 10), ['A']);
    });
  });
}
