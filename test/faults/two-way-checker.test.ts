import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Held, TwoWayHistory } from './two-way-history.ts';
import { areApart, twoWayViolations } from './two-way-checker.ts';

const wrote = (byPerson: boolean) => (mail: string, phone: string) => {
  return { key: 'a', byPerson, gone: false, fields: { mail, phone } } satisfies Held;
};
const [person, hub] = [wrote(true), wrote(false)];

function history(parts: Partial<TwoWayHistory>): TwoWayHistory {
  return {
    flow: 'f',
    conflict: 'owner-wins',
    owners: { mail: 'shop', phone: 'office' },
    sides: { shop: [], office: [] },
    writtenAgain: [],
    ...parts,
  };
}

const rules = (parts: Partial<TwoWayHistory>) =>
  twoWayViolations(history(parts)).map(({ rule }) => rule);

test('edits of both sides that came to the other, one after the other, break no rule', () => {
  const shop = [person('m1', 'p1'), hub('m1', 'p2'), person('m2', 'p2')];
  const office = [hub('m1', 'p1'), person('m1', 'p2'), hub('m2', 'p2')];
  assert.deepEqual(rules({ sides: { shop, office } }), []);
});

test('sides that end differently are apart', () => {
  const sides = { shop: [person('m1', 'p1')], office: [] };
  assert.deepEqual(rules({ sides }), ['different', 'decided']);
  assert.ok(areApart(history({ sides })));
});

test('an edit that nobody contradicts and that is gone on both sides, was decided wrongly', () => {
  const shop = [person('m1', 'p1'), person('m2', 'p1'), hub('m1', 'p1')];
  const office = [hub('m1', 'p1')];
  assert.deepEqual(rules({ sides: { shop, office } }), ['decided']);
});

test('of edits that knew nothing of each other the owner’s counts, and among last writers either', () => {
  const ending = (mail: string) => ({
    shop: [person('m1', 'p1'), person('m2', 'p1'), ...(mail === 'm3' ? [hub('m3', 'p1')] : [])],
    office: [hub('m1', 'p1'), person('m3', 'p1'), ...(mail === 'm2' ? [hub('m2', 'p1')] : [])],
  });
  assert.deepEqual(rules({ sides: ending('m2') }), []);
  assert.deepEqual(rules({ sides: ending('m3') }), ['decided']);
  assert.deepEqual(rules({ sides: ending('m3'), conflict: 'last-writer' }), []);
});

test('who edits what came from the owner has the last word', () => {
  const shop = [person('m1', 'p1'), hub('m2', 'p1')];
  const office = [hub('m1', 'p1'), person('m2', 'p1')];
  assert.deepEqual(rules({ sides: { shop, office } }), []);
  const back = { shop: [...shop, hub('m1', 'p1')], office: [...office, hub('m1', 'p1')] };
  assert.deepEqual(rules({ sides: back }), ['decided']);
});

test('the hub writes nothing that is there already, and nothing when it goes through its logs again', () => {
  const shop = [person('m1', 'p1')];
  const office = [hub('m1', 'p1'), hub('m1', 'p1')];
  assert.deepEqual(rules({ sides: { shop, office } }), ['twice']);
  const sides = { shop, office: office.slice(0, 1) };
  assert.deepEqual(rules({ sides, writtenAgain: [hub('m1', 'p1')] }), ['sent-again']);
});

const gone = (one: Held): Held => ({ ...one, gone: true });

test('what somebody deleted who had seen all edits stays deleted, unless somebody takes it in again', () => {
  const shop = [person('m1', 'p1'), gone(person('m1', 'p1'))];
  const office = [hub('m1', 'p1')];
  assert.deepEqual(rules({ sides: { shop, office } }), ['different', 'decided']);
  assert.deepEqual(rules({ sides: { shop, office: [...office, gone(hub('m1', 'p1'))] } }), []);
  const back = { shop: [...shop, hub('m1', 'p1')], office };
  assert.deepEqual(rules({ sides: back }), ['decided', 'revived']);
  const again = [...office, gone(hub('m1', 'p1')), person('m2', 'p2')];
  assert.deepEqual(rules({ sides: { shop: [...shop, hub('m2', 'p2')], office: again } }), []);
  const deaf = { shop, office: [...again, gone(hub('m2', 'p2'))] };
  assert.deepEqual(rules({ sides: deaf }), ['decided']);
});

test('of a deletion and an edit that knew nothing of each other either may count', () => {
  const shop = [person('m1', 'p1'), gone(person('m1', 'p1'))];
  const office = [hub('m1', 'p1'), person('m1', 'p2')];
  assert.deepEqual(rules({ sides: { shop: [...shop, hub('m1', 'p2')], office } }), []);
  assert.deepEqual(rules({ sides: { shop, office: [...office, gone(hub('m1', 'p2'))] } }), []);
});
