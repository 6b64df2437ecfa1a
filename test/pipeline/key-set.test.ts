import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { KeySet } from '../../src/pipeline/index.ts';

const key = fc.string({ unit: 'grapheme', maxLength: 12 });

test('a key set contains exactly the keys that were added, in whatever order they are looked up', () => {
  const step = fc.record({ adds: fc.array(key, { maxLength: 40 }), asks: fc.array(key) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      const set = new KeySet();
      const model = new Set<string>();
      for (const { adds, asks } of steps) {
        for (const one of adds) {
          set.add(one);
          model.add(one);
        }
        for (const one of [...asks, ...adds]) assert.equal(set.has(one), model.has(one));
      }
      for (const one of model) assert.ok(set.has(one));
    }),
  );
});

test('it grows beyond its first size and keeps every key', () => {
  const set = new KeySet();
  for (let n = 0; n < 100_000; n++) set.add(`key-${n}`);
  assert.equal(set.size, 100_000);
  for (let n = 0; n < 100_000; n += 7) assert.ok(set.has(`key-${n}`));
  for (let n = 100_000; n < 110_000; n++) assert.ok(!set.has(`key-${n}`));
});
