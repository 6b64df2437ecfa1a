import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { violations } from './checker.ts';
import type { LaneHistory } from './history.ts';

const changes = (...versions: number[]) =>
  versions.map((version) => ({ key: 'a', version: Math.abs(version), poisoned: version < 0 }));
const writes = (...versions: number[]) =>
  versions.map((version) => ({ key: 'a', version, atMs: 0 }));

function rules(semantics: LaneHistory['semantics'], parts: Partial<LaneHistory>): string[] {
  const nothing = { changes: [], writes: [], deadLetters: [], sentAgain: [], differences: [] };
  const history = { lane: 'l', semantics, ...nothing, ...parts };
  return violations(history).map(({ rule }) => rule);
}

test('events that arrived once and in order break no rule when the poisoned ones are in the dead letters', () => {
  const kept = { changes: changes(1, -2, 3), writes: writes(1, 3), deadLetters: ['a@2'] };
  assert.deepEqual(rules('event', kept), []);
});

test('each rule about events is reported for a history that breaks it', () => {
  const all = changes(1, 2);
  assert.deepEqual(rules('event', { changes: all, writes: writes(1) }), ['lost']);
  assert.deepEqual(rules('event', { changes: all, writes: writes(1, 2, 2) }), ['twice']);
  assert.deepEqual(rules('event', { changes: all, writes: writes(2, 1) }), ['order']);
  assert.deepEqual(rules('event', { changes: all, writes: writes(1, 2, 3) }), ['invented']);
  assert.deepEqual(rules('event', { changes: all, writes: writes(1, 2), deadLetters: ['a@1'] }), [
    'dead-letters',
  ]);
  assert.deepEqual(rules('event', { changes: changes(-1), writes: [] }), ['dead-letters']);
  const poison = { changes: changes(-1), writes: writes(1), deadLetters: ['a@1'] };
  assert.deepEqual(rules('event', poison), ['poison']);
  const again = { changes: all, writes: writes(1, 2), sentAgain: writes(2) };
  assert.deepEqual(rules('event', again), ['sent-again']);
});

test('a state history may skip versions, but must end at the newest and never go back', () => {
  const all = changes(1, 2, 3);
  assert.deepEqual(rules('state', { changes: all, writes: writes(1, 3) }), []);
  assert.deepEqual(rules('state', { changes: all, writes: writes(1, 2) }), ['lost']);
  assert.deepEqual(rules('state', { changes: all, writes: writes(3, 2) }), ['order']);
  const healed = { changes: changes(1, -2, 3), writes: writes(1, 3) };
  assert.deepEqual(rules('state', healed), []);
  const dead = { changes: changes(1, -2), writes: writes(1), deadLetters: ['a@2'] };
  assert.deepEqual(rules('state', dead), []);
});

test('a deleted thing must be deleted in the target unless it never was there; a difference at the end is reported', () => {
  const gone = [...changes(1), { key: 'a', version: 2, poisoned: false, deleted: true }];
  assert.deepEqual(rules('state', { changes: gone, writes: [] }), []);
  assert.deepEqual(rules('state', { changes: gone, writes: writes(1, 2) }), []);
  assert.deepEqual(rules('state', { changes: gone, writes: writes(1) }), ['lost']);
  const differences = [{ key: 'a', evidence: 'source 1; target 2' }];
  const all = { changes: changes(1), writes: writes(1), differences };
  assert.deepEqual(rules('state', all), ['different']);
});

test('a write that is removed from a correct history, or repeated in it, is found', () => {
  const count = fc.integer({ min: 1, max: 12 });
  fc.assert(
    fc.property(count, fc.nat(), (length, nth) => {
      const versions = Array.from({ length }, (_, index) => index + 1);
      const at = nth % length;
      const all = changes(...versions);
      assert.deepEqual(rules('event', { changes: all, writes: writes(...versions) }), []);
      const without = writes(...versions.toSpliced(at, 1));
      assert.deepEqual(rules('event', { changes: all, writes: without }), ['lost']);
      const again = writes(...versions, versions[at] ?? 0);
      assert.ok(rules('event', { changes: all, writes: again }).includes('twice'));
    }),
  );
});
