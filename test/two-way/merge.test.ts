import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Json, JsonObject } from '../../src/domain/index.ts';
import type { ConflictRule, SharedField, Side } from '../../src/pipeline/two-way/merge.ts';
import { merge } from '../../src/pipeline/two-way/merge.ts';
import { same } from '../../src/pipeline/two-way/same.ts';

const names = ['mail', 'phone', 'limit'];
const shared: readonly SharedField[] = names.map((name) => ({
  names: { a: name, b: `B_${name}` },
  owner: name === 'limit' ? 'b' : 'a',
}));

/** A thing as both sides and the last agreement hold it, with few values so that they often coincide. */
const value = fc.constantFrom<Json>('x', 'y', 'z', null);
const fields = fc.record({ mail: value, phone: value, limit: value });
const situation = fc.record({
  agreed: fields,
  a: fields,
  b: fields,
  rule: fc.constantFrom<ConflictRule>('last-writer', 'owner-wins'),
  versions: fc.record({ a: fc.integer({ min: 1, max: 3 }), b: fc.integer({ min: 1, max: 3 }) }),
});

type Situation = typeof situation extends fc.Arbitrary<infer T> ? T : never;

const inB = (document: JsonObject): JsonObject =>
  Object.fromEntries(names.map((name) => [`B_${name}`, document[name] ?? null]));

function decide({ agreed, a, b, rule, versions }: Situation) {
  return merge({
    ...{ shared, rule, versions },
    agreed: { a: agreed, b: inB(agreed) },
    held: { a, b: inB(b) },
  });
}

function valuesAfter({ a, b }: Situation, winners: readonly (Side | 'both')[]) {
  return names.map((name, index) => (winners[index] === 'b' ? b : a)[name as 'mail']);
}

test('a change that only one side made is followed, and is no conflict', () => {
  fc.assert(
    fc.property(situation, (one) => {
      const { winners, conflicts } = decide({ ...one, b: one.agreed });
      assert.deepEqual(conflicts, []);
      assert.deepEqual(valuesAfter({ ...one, b: one.agreed }, winners), Object.values(one.a));
    }),
  );
});

test('once both sides hold what was decided, nothing is left to decide', () => {
  fc.assert(
    fc.property(situation, (one) => {
      const after = valuesAfter(one, decide(one).winners);
      const rest = Object.fromEntries(names.map((name, index) => [name, after[index] ?? null]));
      const { winners, conflicts } = decide({ ...one, a: rest, b: rest } as typeof one);
      assert.deepEqual(winners, ['both', 'both', 'both']);
      assert.deepEqual(conflicts, []);
    }),
  );
});

test('a conflict is a field that both sides changed differently; its winner is the owner or the last writer', () => {
  fc.assert(
    fc.property(situation, (one) => {
      for (const { field, winner } of decide(one).conflicts) {
        const name = field as 'mail';
        assert.notEqual(one.a[name], one.agreed[name]);
        assert.notEqual(one.b[name], one.agreed[name]);
        assert.notEqual(one.a[name], one.b[name]);
        const last = one.versions.b > one.versions.a ? 'b' : 'a';
        const owner = shared.find(({ names: { a } }) => a === field)?.owner;
        assert.equal(winner, one.rule === 'owner-wins' ? owner : last);
      }
    }),
  );
});

test('while it is unknown when one side wrote, only a conflict under last-writer stays undecided', () => {
  fc.assert(
    fc.property(situation, (one) => {
      const known = decide(one);
      const request = { agreed: { a: one.agreed, b: inB(one.agreed) }, rule: one.rule, shared };
      const versions = { a: one.versions.a, b: null };
      const unknown = merge({ ...request, held: { a: one.a, b: inB(one.b) }, versions });
      const waits = one.rule === 'last-writer' && known.conflicts.length > 0;
      assert.equal(unknown.undecided, waits);
    }),
  );
});

test('numbers and times are equal in any spelling, texts are not', () => {
  for (const [one, other, equal] of [
    [19.9, '19.90', true],
    ['1e2', 100, true],
    ['2026-11-25T10:00:00Z', '2026-11-25 11:00:00+01', true],
    ['2026-11-25T10:00:00', '2026-11-25T10:00:00.000Z', true],
    [null, undefined, true],
    [{ a: 1, b: 2 }, { b: 2, a: 1 }, true],
    ['0049', '49', false],
    ['', null, false],
    [0, false, false],
    ['a', 'A', false],
    [[1, 2], [2, 1], false],
  ] as const) {
    assert.equal(same(one as Json, other as Json), equal, JSON.stringify([one, other]));
  }
});
