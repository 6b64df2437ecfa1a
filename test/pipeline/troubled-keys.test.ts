import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Failure } from '../../src/domain/index.ts';
import type { Burial } from '../../src/pipeline/index.ts';
import { MAX_TROUBLED_KEYS, TroubledKeys } from '../../src/pipeline/troubled-keys.ts';

function burial(key: string): Burial {
  const document = {};
  const failure = new Failure('RECORD_INVALID', { message: 'no price' });
  return {
    ...{ stream: 'products', lane: 'products/shop', row: null, failure, attempts: 0, history: [] },
    record: { key, version: 1, operation: 'upsert', document, seq: 1, storedAtMs: 0 },
    atMs: 0,
  };
}

test('dead letters are looked up only for keys that had some when the drain began, or got some since', () => {
  const keys = new TroubledKeys(['a']);
  keys.add([burial('b')]);
  assert.deepEqual(
    ['a', 'b', 'c'].map((key) => keys.mayHold(key)),
    [true, true, false],
  );
});

test('with too many keys, every key may have dead letters', () => {
  assert.ok(new TroubledKeys(null).mayHold('any'));
  const keys = new TroubledKeys([]);
  keys.add(Array.from({ length: MAX_TROUBLED_KEYS }, (_, n) => burial(`sku ${n}`)));
  assert.equal(keys.mayHold('any'), false);
  keys.add([burial('one more')]);
  assert.ok(keys.mayHold('any'));
});
