import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HeldThing } from '../../src/connector-api/index.ts';
import { Failure } from '../../src/domain/index.ts';
import type { MappedItem } from '../../src/pipeline/item.ts';
import type { Side, TwoWayState } from '../../src/pipeline/two-way/merge.ts';
import { neverMet } from '../../src/pipeline/two-way/merge.ts';
import { statesOf } from '../../src/pipeline/two-way/unsettled.ts';

const shared = ['id', 'mail', 'tel'].map((name) => ({ names: { a: name, b: name }, owner: null }));
const thing = (mail: string, tel: string) => ({ id: '1', mail, tel });
const item = {
  claim: { masterKey: '7' },
  record: { key: '1', document: thing('m2', 't1') },
  document: thing('m2', 't1'),
  externalId: '1',
} as unknown as MappedItem;

function stateOf(side: Side, document: ReturnType<typeof thing>): TwoWayState {
  const held = { held: document, version: 1, written: true, rest: '' };
  return { ...neverMet, [side]: held };
}

/** @param held what the side to be written holds now; `away` if it cannot be asked */
async function stateAfter(
  { before, to = 'b', last }: { before: TwoWayState; to?: Side; last?: string | null },
  held: ReturnType<typeof thing> | null | 'away',
) {
  const whenHeld = stateOf(to, thing('m2', 't2'));
  const remembered = new Map([['7', { state: before, intent: { to, name: 'write 1', whenHeld } }]]);
  const peek = async (): Promise<(HeldThing | null)[]> => {
    if (held === 'away') throw new Failure('TARGET_UNAVAILABLE', { message: 'away' });
    return [held && { now: held, then: held }];
  };
  // Without `last` the target does not keep its last write.
  const lastWrites = async () => (last === undefined ? null : [last]);
  const target = { peek, lastWrites };
  const flow = { side: 'a', shared, targetBack: () => target } as const;
  const asked = { items: [item], remembered, target };
  const states = await statesOf(flow, asked, AbortSignal.timeout(1_000));
  const state = states.get(item);
  return state === whenHeld ? 'written' : state === before ? 'not written' : state;
}

test('a write counts as made if the side holds any of its changes, whatever was edited there since', async () => {
  const before = stateOf('b', thing('m1', 't1'));
  assert.equal(await stateAfter({ before }, thing('m2', 't2')), 'written');
  assert.equal(await stateAfter({ before }, thing('m3', 't2')), 'written');
  assert.equal(await stateAfter({ before }, thing('m1', 't1')), 'not written');
  assert.equal(await stateAfter({ before }, thing('m1', 't3')), 'not written');
  assert.equal(await stateAfter({ before }, null), 'not written');
});

test('a side that keeps its last write shows whether a write was made, whatever the side holds', async () => {
  const before = stateOf('b', thing('m1', 't1'));
  assert.equal(await stateAfter({ before, last: 'write 1' }, thing('m3', 't3')), 'written');
  assert.equal(await stateAfter({ before, last: 'write 0' }, thing('m2', 't2')), 'not written');
  assert.equal(await stateAfter({ before, last: null }, thing('m2', 't2')), 'not written');
});

test('the key of a thing that was to be created does not prove that the write was made', async () => {
  assert.equal(await stateAfter({ before: neverMet }, thing('m2', 't3')), 'written');
  assert.equal(await stateAfter({ before: neverMet }, thing('m9', 't9')), 'not written');
  assert.equal(await stateAfter({ before: neverMet }, null), 'not written');
});

test('a write to the side that a lane reads stays in doubt while that side is away; one to its target holds the lane up', async () => {
  const before = stateOf('a', thing('m1', 't1'));
  assert.equal(await stateAfter({ before, to: 'a' }, 'away'), null);
  assert.equal(await stateAfter({ before, to: 'a' }, thing('m2', 't1')), 'written');
  await assert.rejects(stateAfter({ before: stateOf('b', thing('m1', 't1')) }, 'away'), {
    code: 'TARGET_UNAVAILABLE',
  });
});
