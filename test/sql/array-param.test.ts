import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import pg from 'pg';
import { bigintArray, booleanArray, textArray } from '../../src/sql/index.ts';
import { testScope } from '../support/scope.ts';

async function connected() {
  await using opened = new AsyncDisposableStack();
  const { databaseUrl } = opened.use(await testScope());
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  opened.defer(() => client.end());
  const owned = opened.move();
  return { client, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

const text = fc
  .string({ unit: 'binary', maxLength: 30 })
  .filter((one) => !one.includes('\0') && one.isWellFormed());
const long = fc.tuple(text, fc.integer({ min: 0, max: 400 })).map(([one, n]) => one.repeat(n));
const texts = fc.array(fc.option(fc.oneof(text, long)), { maxLength: 20 });
const numbers = fc.array(fc.option(fc.maxSafeInteger()), { maxLength: 20 });
const booleans = fc.array(fc.boolean(), { maxLength: 20 });

test('texts, numbers and booleans reach PostgreSQL unchanged and in order, including nulls and empty lists', async () => {
  await using hub = await connected();
  const { client } = hub;
  await fc.assert(
    fc.asyncProperty(texts, numbers, booleans, async (some, others, more) => {
      const { rows } = await client.query<{ t: string[]; n: string[]; b: boolean[] }>(
        'select $1::text[] as t, $2::bigint[] as n, $3::boolean[] as b',
        [textArray(some), bigintArray(others), booleanArray(more)],
      );
      assert.deepEqual(rows[0]?.t, some);
      assert.deepEqual(
        rows[0]?.n.map((one) => one && Number(one)),
        others,
      );
      assert.deepEqual(rows[0]?.b, more);
    }),
    { numRuns: 200 },
  );
});

test('numbers can be given as text', async () => {
  await using hub = await connected();
  const { rows } = await hub.client.query<{ n: string[] }>('select $1::bigint[] as n', [
    bigintArray(['9007199254740991', '-1', 0]),
  ]);
  assert.deepEqual(rows[0]?.n, ['9007199254740991', '-1', '0']);
});

test('values that PostgreSQL cannot store are refused before they are sent', () => {
  for (const one of ['a\0b', '\ud83d', 'ß\0', '\udc00a'])
    assert.throws(() => textArray(['fine', one]), { code: 'CONTRACT_BROKEN' }, JSON.stringify(one));
  for (const one of [1.5, NaN, 2 ** 53, 'x']) assert.throws(() => bigintArray([one]), RangeError);
});
