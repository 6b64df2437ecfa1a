import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Fate } from './model-flow.ts';
import { FATES, ModelFlow } from './model-flow.ts';

const all = (value: string) => ({ mail: value, phone: value, note: value });

/** Makes a thing that the shop has and the office has received. */
async function shared(): Promise<ModelFlow> {
  const flow = new ModelFlow();
  flow.edit('a', all('m0'));
  flow.read('a');
  await flow.bring('a');
  return flow;
}

test('the hub’s own write, processed after the thing was deleted and restored, does not restore its old values', async () => {
  const flow = await shared();
  flow.read('b');
  flow.delete('a');
  flow.read('a');
  await flow.bring('a');
  flow.edit('b', all('b1'));
  await flow.bring('b');
  assert.deepEqual(await flow.rest(), []);
  assert.deepEqual(flow.sides.a.row?.fields, all('b1'));
});

test('the hub’s own write, processed after both the hub and a person have overwritten it, is not an edit', async () => {
  const flow = await shared();
  flow.read('b');
  flow.edit('a', all('a1'));
  flow.read('a');
  await flow.bring('a');
  flow.delete('a');
  flow.edit('b', { phone: 'b2' });
  await flow.bring('b');
  assert.deepEqual(await flow.rest(), []);
});

test('what a check found about a write of unknown outcome is kept when the next write is noted', async () => {
  const flow = new ModelFlow();
  flow.edit('a', all('m0'));
  flow.read('a');
  await flow.bring('a', 'lost');
  flow.edit('b', { note: 'b1' });
  flow.read('b');
  await flow.bring('b', 'dies before');
  assert.deepEqual(await flow.rest(), []);
  assert.equal(flow.sides.a.row?.fields.note, 'b1');
});

test('a deletion also goes where a write of unknown outcome may still arrive, and keeps it from being made', async () => {
  const flow = new ModelFlow();
  flow.edit('a', all('m0'));
  flow.read('a');
  await flow.bring('a', 'dies before');
  flow.delete('a');
  flow.read('a');
  await flow.bring('a', 'well', 2);
  const late = { masterKey: '1', externalId: null, key: '1', operation: 'upsert' } as const;
  const write = { ...late, document: { id: '1', ...all('m0') }, idempotencyKey: 'late' };
  const outcome = flow.sides.b.deliver({ ...write, version: 1, repeated: false });
  assert.equal(outcome.kind, 'unchanged');
  assert.deepEqual(await flow.rest(), []);
});

/** An action of a person, a stream or a lane; they come in any order. */
type Step = readonly ['edit' | 'delete' | 'restore' | 'read' | 'bring' | 'retry', 'a' | 'b', Fate];

const step: fc.Arbitrary<Step> = fc.tuple(
  fc.oneof(
    { weight: 3, arbitrary: fc.constant('edit' as const) },
    { weight: 2, arbitrary: fc.constantFrom('delete' as const, 'restore' as const) },
    { weight: 10, arbitrary: fc.constantFrom('read' as const, 'bring' as const, 'retry' as const) },
  ),
  fc.constantFrom('a' as const, 'b' as const),
  fc.oneof({ weight: 3, arbitrary: fc.constant('well' as const) }, fc.constantFrom(...FATES)),
);

/** Performs a step. No value is used twice, so each shows which edit it is from. */
async function take(flow: ModelFlow, [kind, side, fate]: Step, nth: number): Promise<unknown> {
  const { isThere, row } = flow.sides[side];
  const value = `${side}${nth}`;
  // Mail is edited only by side a, phone only by side b, the note by both.
  const own = side === 'a' ? 'mail' : 'phone';
  if (kind === 'read') return flow.read(side);
  if (kind === 'bring') return flow.bring(side, fate, 1 + (nth % 3));
  if (kind === 'retry') return flow.retry(side, fate);
  if (kind === 'edit' && isThere) flow.edit(side, { [nth % 2 === 0 ? own : 'note']: value });
  if (kind === 'delete' && isThere) flow.delete(side);
  if (kind === 'restore' && row?.gone === true) flow.edit(side, all(value));
  return undefined;
}

for (const rule of ['owner-wins', 'last-writer'] as const) {
  test(`whatever happens in whatever order, both sides end as people left them (${rule})`, async () => {
    const steps = fc.array(step, { minLength: 10, maxLength: 45 });
    await fc.assert(
      fc.asyncProperty(steps, async (history) => {
        const flow = new ModelFlow(rule);
        flow.edit('a', all('m0'));
        for (const [nth, one] of history.entries()) await take(flow, one, nth);
        assert.deepEqual(await flow.rest(), []);
      }),
      { numRuns: 3_000 },
    );
  });
}
