import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ConflictRule } from '../../src/pipeline/two-way/index.ts';
import { SIDES, World } from './relinking-model.ts';

const side = fc.constantFrom(...SIDES);
const edit = fc.record({ kind: fc.constant('edit' as const), side, nth: fc.nat(1) });
const read = fc.record({ kind: fc.constant('read' as const), side });
const carry = fc.record({
  kind: fc.constant('carry' as const),
  side,
  dies: fc.constantFrom('unwritten' as const, 'unsettled' as const, null),
});
const rest = fc.record({ kind: fc.constant('rest' as const) });
const second = fc.record({ a: fc.boolean(), b: fc.boolean() });
const merge = fc.record({ kind: fc.constant('merge' as const), second });
const before = fc.array(fc.oneof(edit, read, carry, carry, rest), { maxLength: 12 });

type Act =
  | (typeof before extends fc.Arbitrary<(infer One)[]> ? One : never)
  | (typeof merge extends fc.Arbitrary<infer One> ? One : never)
  | { readonly kind: 'split' };

async function act(world: World, one: Act): Promise<void> {
  if (one.kind === 'edit') {
    const key = world.keys(one.side)[one.nth];
    if (key !== undefined) world.edit(one.side, key);
  } else if (one.kind === 'read') world.read(one.side);
  else if (one.kind === 'carry') await world.carry(one.side, one.dies);
  else if (one.kind === 'rest') await world.rest();
  else if (one.kind === 'merge') world.merge(one.second);
  else world.split();
}

async function worldAfter(
  history: readonly Act[],
  keepsWrites: boolean,
  rule: ConflictRule = 'last-writer',
): Promise<World> {
  const world = new World(keepsWrites, rule);
  await world.rest();
  for (const one of history) await act(world, one);
  await world.rest();
  return world;
}

const runs = { numRuns: 300 };

test('whatever the order of writes, settlements, reads, edits and merges, the last edit counts on both sides', async () => {
  await fc.assert(
    fc.asyncProperty(
      before,
      merge,
      before,
      fc.boolean(),
      async (first, relink, then, keepsWrites) => {
        const world = await worldAfter([...first, relink, ...then], keepsWrites);
        const [[a = '', b] = []] = world.held();
        assert.equal(a, b);
        const latest = world.customers[0]?.latest ?? [];
        assert.ok(latest.includes(a), `${a} is not the last edit: ${latest.join()}`);
      },
    ),
    runs,
  );
});

test('after a split each part is edited separately, and both sides of each part end equal', async () => {
  await fc.assert(
    fc.asyncProperty(
      before,
      merge,
      before,
      before,
      fc.boolean(),
      async (first, relink, then, last, keepsWrites) => {
        const history = [...first, relink, ...then, { kind: 'split' as const }, ...last];
        const world = await worldAfter(history, keepsWrites);
        for (const [index, [a, b]] of world.held().entries()) {
          assert.equal(a, b);
          const latest = world.customers[index]?.latest;
          assert.ok(latest?.length === 0 || latest?.includes(a ?? ''), `${a} of ${latest?.join()}`);
        }
      },
    ),
    runs,
  );
});

test('under owner-wins both sides end equal, and nothing waits for ever', async () => {
  await fc.assert(
    fc.asyncProperty(
      before,
      merge,
      before,
      fc.boolean(),
      async (first, relink, then, keepsWrites) => {
        const world = await worldAfter([...first, relink, ...then], keepsWrites, 'owner-wins');
        const [[a, b] = []] = world.held();
        assert.equal(a, b);
      },
    ),
    runs,
  );
});

test('a write that was never settled is still recognised if the hub dies again during the next write', async () => {
  for (const keepsWrites of [true, false]) {
    const edit = { kind: 'edit', side: 'a', nth: 1 } as const;
    const read = { kind: 'read', side: 'a' } as const;
    const carry = { kind: 'carry', side: 'a' } as const;
    // The next edit is made before the hub writes the first one.
    const written = [edit, read, edit, { ...carry, dies: 'unsettled' as const }];
    const noted = [read, { ...carry, dies: 'unwritten' as const }];
    const world = await worldAfter([...written, ...noted], keepsWrites);
    const latest = world.customers[0]?.latest[0] ?? '';
    assert.deepEqual(world.held()[0], [latest, latest]);
  }
});
