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

test('edits on both sides that each reached the other side in turn break no rule', () => {
  const shop = [person('m1', 'p1'), hub('m1', 'p2'), person('m2', 'p2')];
  const office = [hub('m1', 'p1'), person('m1', 'p2'), hub('m2', 'p2')];
  assert.deepEqual(rules({ sides: { shop, office } }), []);
});

test('sides that end with different values are reported as apart', () => {
  const sides = { shop: [person('m1', 'p1')], office: [] };
  assert.deepEqual(rules({ sides }), ['different', 'decided']);
  assert.ok(areApart(history({ sides })));
});

test('an uncontradicted edit that is missing on both sides is reported as decided wrongly', () => {
  const shop = [person('m1', 'p1'), person('m2', 'p1'), hub('m1', 'p1')];
  const office = [hub('m1', 'p1')];
  assert.deepEqual(rules({ sides: { shop, office } }), ['decided']);
});

test('of two edits made without knowing each other the owner’s counts; with last-writer either may', () => {
  const ending = (mail: string) => ({
    shop: [person('m1', 'p1'), person('m2', 'p1'), ...(mail === 'm3' ? [hub('m3', 'p1')] : [])],
    office: [hub('m1', 'p1'), person('m3', 'p1'), ...(mail === 'm2' ? [hub('m2', 'p1')] : [])],
  });
  assert.deepEqual(rules({ sides: ending('m2') }), []);
  assert.deepEqual(rules({ sides: ending('m3') }), ['decided']);
  assert.deepEqual(rules({ sides: ending('m3'), conflict: 'last-writer' }), []);
});

test('an edit made after seeing the owner’s value has the last word', () => {
  const shop = [person('m1', 'p1'), hub('m2', 'p1')];
  const office = [hub('m1', 'p1'), person('m2', 'p1')];
  assert.deepEqual(rules({ sides: { shop, office } }), []);
  const back = { shop: [...shop, hub('m1', 'p1')], office: [...office, hub('m1', 'p1')] };
  assert.deepEqual(rules({ sides: back }), ['decided']);
});

test('a write of the hub that changes nothing, or that is made when it reads its logs again, breaks a rule', () => {
  const shop = [person('m1', 'p1')];
  const office = [hub('m1', 'p1'), hub('m1', 'p1')];
  assert.deepEqual(rules({ sides: { shop, office } }), ['twice']);
  const sides = { shop, office: office.slice(0, 1) };
  assert.deepEqual(rules({ sides, writtenAgain: [hub('m1', 'p1')] }), ['sent-again']);
});

const gone = (one: Held): Held => ({ ...one, gone: true });

test('a thing deleted by someone who had seen all edits stays deleted, unless a person restores it', () => {
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

test('of a deletion and an edit made without knowing each other either may count', () => {
  const shop = [person('m1', 'p1'), gone(person('m1', 'p1'))];
  const office = [hub('m1', 'p1'), person('m1', 'p2')];
  assert.deepEqual(rules({ sides: { shop: [...shop, hub('m1', 'p2')], office } }), []);
  assert.deepEqual(rules({ sides: { shop, office: [...office, gone(hub('m1', 'p2'))] } }), []);
});
