import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LinkedId, RelinkOrder } from '../../src/domain/index.ts';
import { Failure } from '../../src/domain/index.ts';
import type { LaneMemory, RecordAgain, Store } from '../../src/store/index.ts';
import type { StoreBench } from './support.ts';
import { noCounts, storeBench } from './support.ts';

/** Customers of a shop and of an ERP, both delivered to a CRM. */
async function company(bench: StoreBench) {
  const crm = { connector: 'crm', entity: 'contact' };
  const shop = await bench.store.lane({ ...crm, name: 'shop/crm', identity: 'shop/customer' });
  const erp = await bench.store.lane({ ...crm, name: 'erp/crm', identity: 'erp/customer' });
  return { shop, erp };
}

const shopId = (externalId: string) => ({ connector: 'shop', entity: 'customer', externalId });
const erpId = (externalId: string) => ({ connector: 'erp', entity: 'customer', externalId });
const crmId = (externalId: string) => ({ connector: 'crm', entity: 'contact', externalId });

let seq = 0;

/** Settles this version of a key, as if the lane had delivered it. */
async function settle(lane: LaneMemory, key: string, version: number, externalId: string) {
  const [claim] = await lane.claim([key]);
  assert.ok(claim);
  const { settledSeq } = await lane.position();
  seq++;
  const record = { masterKey: claim.masterKey, externalId, version, seq, hash: `of ${version}` };
  await lane.settle({
    ...{ previousSeq: settledSeq, lastSeq: settledSeq + 1, counts: noCounts, outcomes: 'a1' },
    records: [{ ...record, isFirst: claim.applied === null }],
  });
}

const claimOf = async (lane: LaneMemory, key: string) => {
  const [claim] = await lane.claim([key]);
  assert.ok(claim);
  return claim;
};

const STAYS = { gaveWay: false, parted: [] };
const nothingAgain = async (): Promise<readonly RecordAgain[]> => [];
const parts = { flows: [], newest: nothingAgain };
const merge = (record: LinkedId, other: LinkedId, ...stays: LinkedId[]): RelinkOrder => ({
  ...{ kind: 'merge', record, other, stays },
});
const split = (...ids: LinkedId[]): RelinkOrder => ({ kind: 'split', ids, stays: [] });

test('after a merge both keys lead to the id that stays, and the lane whose id gave way treats the content as unknown', async () => {
  await using bench = await storeBench();
  const { relinks } = bench.store;
  const { shop, erp } = await company(bench);
  await settle(shop, '17', 5, 'C1');
  await settle(erp, '4711', 7, 'C2');
  const order = merge(shopId('17'), erpId('4711'), crmId('C1'));
  const preview = await relinks.preview(order, parts);
  assert.deepEqual(
    preview.lanes.map(({ lane, fate, version }) => [lane, fate, version]),
    [
      ['erp/crm', 'next', 7],
      ['shop/crm', 'kept', 5],
    ],
  );
  assert.notEqual((await claimOf(erp, '4711')).masterKey, (await claimOf(shop, '17')).masterKey);
  const done = await relinks.change(order, parts, undefined);
  const { masterKey } = await claimOf(shop, '17');
  assert.deepEqual(done.masterKeys, [masterKey]);
  assert.deepEqual(await relinks.things([masterKey]), preview.things);
  assert.deepEqual(await claimOf(shop, '17'), {
    ...{ masterKey, externalId: 'C1', decided: STAYS },
    applied: { version: 5, seq: 1, hash: 'of 5' },
  });
  const moved = await claimOf(erp, '4711');
  assert.deepEqual([moved.masterKey, moved.externalId, moved.decided], [masterKey, 'C1', STAYS]);
  assert.equal(moved.applied?.version, 7);
  assert.match(moved.applied.hash, /^again:\d+$/);
});

test('a merge is refused and changes nothing unless it names known ids, including the id that stays in a target', async () => {
  await using bench = await storeBench();
  const { relinks } = bench.store;
  const { shop, erp } = await company(bench);
  await settle(shop, '17', 5, 'C1');
  await settle(erp, '4711', 7, 'C2');
  const before = [await claimOf(shop, '17'), await claimOf(erp, '4711')];
  const refused = (message: RegExp) => (error: unknown) =>
    error instanceof Failure && error.code === 'MERGE_REFUSED' && message.test(error.message);
  await assert.rejects(
    relinks.change(merge(shopId('17'), erpId('4711')), parts, undefined),
    refused(/crm\/contact\/C1 and crm\/contact\/C2/),
  );
  await assert.rejects(
    relinks.change(merge(shopId('17'), erpId('4711'), crmId('C3')), parts, undefined),
    refused(/crm\/contact\/C3 is not an id/),
  );
  await assert.rejects(
    relinks.change(merge(shopId('18'), erpId('4711')), parts, undefined),
    (error: unknown) => error instanceof Failure && error.code === 'NOT_FOUND',
  );
  assert.deepEqual([await claimOf(shop, '17'), await claimOf(erp, '4711')], before);
});

test('of two versions that one lane applied, the newer stays; a repeated order with the same id gets the first answer', async () => {
  await using bench = await storeBench();
  const { relinks } = bench.store;
  const { shop } = await company(bench);
  await settle(shop, '17', 5, 'C1');
  await settle(shop, '18', 9, 'C2');
  const order = merge(shopId('17'), shopId('18'), crmId('C1'));
  const done = await relinks.change(order, parts, 'once');
  assert.deepEqual(
    done.lanes.map(({ fate, version }) => [fate, version]),
    [
      ['next', 9],
      ['given-up', 5],
    ],
  );
  const [kept, gaveWay] = [await claimOf(shop, '17'), await claimOf(shop, '18')];
  assert.deepEqual([kept.applied?.version, kept.externalId, kept.decided], [9, 'C1', STAYS]);
  assert.deepEqual({ ...gaveWay, decided: STAYS }, kept);
  assert.equal(gaveWay.decided?.gaveWay, true);
  assert.deepEqual(await relinks.change(order, parts, 'once'), done);
  const again = await relinks.change(order, parts, undefined);
  assert.deepEqual(
    [again.masterKeys, again.lanes],
    [done.masterKeys, []],
    'they are already one thing',
  );
});

test('ids that are split off keep their applied version, and both parts are delivered again where both wrote', async () => {
  await using bench = await storeBench();
  const { relinks } = bench.store;
  const { shop, erp } = await company(bench);
  await settle(shop, '17', 5, 'C1');
  await settle(erp, '4711', 7, 'C2');
  await relinks.change(merge(shopId('17'), erpId('4711'), crmId('C1')), parts, undefined);
  await settle(erp, '4711', 8, 'C1');
  const { masterKey } = await claimOf(shop, '17');
  const done = await relinks.change(split(erpId('4711'), crmId('C2')), parts, undefined);
  assert.equal(done.masterKeys[0], masterKey);
  const [stayed, left] = [await claimOf(shop, '17'), await claimOf(erp, '4711')];
  assert.deepEqual([stayed.masterKey, stayed.externalId], [masterKey, 'C1']);
  assert.match(stayed.applied?.hash ?? '', /^again:/, 'C1 holds content from the ERP');
  assert.deepEqual([left.masterKey, left.externalId], [done.masterKeys[1], 'C2']);
  assert.equal(left.applied?.version, 8);
  assert.match(left.applied.hash, /^again:/);
});

test('a key that is split off alone is new to its lane, and so is a thing that loses its id in the target', async () => {
  await using bench = await storeBench();
  const { relinks } = bench.store;
  const { shop, erp } = await company(bench);
  await settle(shop, '17', 5, 'C1');
  await claimOf(erp, '4711');
  await relinks.change(merge(shopId('17'), erpId('4711')), parts, undefined);
  assert.equal((await claimOf(erp, '4711')).externalId, 'C1');
  await relinks.change(split(erpId('4711')), parts, undefined);
  const left = await claimOf(erp, '4711');
  assert.deepEqual([left.externalId, left.applied], [null, null]);
  assert.deepEqual(left.decided?.parted, ['C1'], 'C1 must not be matched with it');
  assert.equal((await claimOf(shop, '17')).applied?.hash, 'of 5');

  const done = await relinks.change(split(crmId('C1')), parts, undefined);
  assert.deepEqual(
    done.lanes.map(({ lane, fate }) => [lane, fate]),
    [['shop/crm', 'new']],
  );
  const alone = await claimOf(shop, '17');
  assert.deepEqual([alone.externalId, alone.applied], [null, null]);
  await assert.rejects(
    relinks.change(split(shopId('17')), parts, undefined),
    (error: unknown) => error instanceof Failure && error.code === 'SPLIT_REFUSED',
  );
});

/** A two-way flow between shop (side a) and ERP (side b). */
async function twoWay(bench: StoreBench) {
  const shop = await bench.store.lane({
    ...{ name: 'shop/erp', identity: 'shop/customer', connector: 'erp', entity: 'customer' },
  });
  const erp = await bench.store.lane({
    ...{ name: 'erp/shop', identity: 'erp/customer', connector: 'shop', entity: 'customer' },
  });
  const place = (connector: string, lane: LaneMemory, name: string) => ({
    ...{ endpoints: [{ connector, entity: 'customer' }], lane: name, laneId: lane.id },
  });
  const sides = { a: place('shop', shop, 'shop/erp'), b: place('erp', erp, 'erp/shop') };
  const flows = [{ flow: 'customers', sides }];
  return { shop, erp, parts: { flows, newest: nothingAgain } };
}

const statesOf = async (book: Store['twoWay'], masterKeys: readonly string[]) => {
  const known = await book.load('customers', masterKeys);
  return Object.fromEntries(Array.from(known, ([key, { state }]) => [key, state]));
};

const side = (mail: string) => ({ held: { mail }, version: 1, written: false, rest: '' });

/** Stores that both sides agreed on a mail after a conflict about it. */
async function agree(bench: StoreBench, masterKey: string, mail: string) {
  const state = { a: side(mail), b: side(mail), agreed: { a: { mail }, b: { mail } } };
  await bench.sql.query('insert into two_way (master_key, flow, state) values ($1, $2, $3)', [
    ...[masterKey, 'customers', JSON.stringify(state)],
  ]);
  await bench.sql.query(
    `insert into two_way_conflict (master_key, flow, field, winner, key, value_a, value_b)
     values ($1, 'customers', 'mail', 'a', $2, '1', '2')`,
    [masterKey, mail],
  );
}

test('a merge takes each side of a two-way flow from the thing whose id stays there, and keeps the conflicts', async () => {
  await using bench = await storeBench();
  const { relinks, twoWay: book } = bench.store;
  const { shop, erp, parts: flowing } = await twoWay(bench);
  await settle(shop, 'S1', 5, 'e1');
  await settle(erp, 'E2', 6, 's2');
  const [{ masterKey: one }, { masterKey: two }] = [
    await claimOf(shop, 'S1'),
    await claimOf(erp, 'E2'),
  ];
  await agree(bench, one, 'one@x');
  await agree(bench, two, 'two@x');
  const order = merge(shopId('S1'), erpId('E2'), shopId('S1'), erpId('E2'));
  const preview = await relinks.preview(order, flowing);
  const done = await relinks.change(order, flowing, undefined);
  assert.deepEqual(
    [done.flows.map(({ fate }) => fate), done.conflicts, preview.conflicts],
    [['joined'], 1, 1],
  );
  assert.deepEqual(await statesOf(book, [one, two]), {
    [one]: {
      ...{ a: side('one@x'), b: side('two@x'), agreed: { a: {}, b: {} } },
      former: { a: { s2: side('two@x') }, b: { e1: side('one@x') } },
    },
  });
  const met = await book.conflicts({ flow: null, before: null, limit: 9 });
  assert.deepEqual(
    met.map(({ masterKey }) => masterKey),
    [one, one],
  );
});

test('when a split parts the sides of a flow, each thing keeps its own side, and nothing counts as agreed any more', async () => {
  await using bench = await storeBench();
  const { relinks, twoWay: book } = bench.store;
  const { shop, parts: flowing } = await twoWay(bench);
  await settle(shop, 'S1', 5, 'e1');
  const { masterKey: one } = await claimOf(shop, 'S1');
  await agree(bench, one, 'one@x');
  const done = await relinks.change(split(erpId('e1')), flowing, undefined);
  const [, two = ''] = done.masterKeys;
  assert.deepEqual(
    done.flows.map(({ masterKey, fate }) => [masterKey, fate]),
    [
      [one, 'parted'],
      [two, 'parted'],
    ],
  );
  assert.deepEqual(await statesOf(book, [one, two]), {
    [one]: { a: side('one@x'), b: null, agreed: { a: {}, b: {} } },
    [two]: { a: null, b: side('one@x'), agreed: { a: {}, b: {} } },
  });
});

test('a change that fails after its first writes leaves everything as it was, and its id unused', async () => {
  await using bench = await storeBench();
  const { relinks } = bench.store;
  const { shop, erp } = await company(bench);
  await settle(shop, '17', 5, 'C1');
  await settle(erp, '4711', 7, 'C2');
  const tables = async () => {
    const { rows } = await bench.sql.query<{ all: string }>(
      `select (select json_agg(l order by l::text) from link l)::text || (select json_agg(a order by a::text) from applied a)::text as all`,
    );
    return rows[0]?.all;
  };
  const before = await tables();
  const order = merge(shopId('17'), erpId('4711'), crmId('C1'));
  const broken: RecordAgain = {
    ...{ laneId: erp.id, masterKey: '1' },
    record: { seq: 0.5, key: '4711', version: 7, operation: 'upsert', storedAtMs: 0, document: {} },
  };
  const breaking = { flows: [], newest: async () => [broken] };
  await assert.rejects(relinks.change(order, breaking, 'once'));
  assert.equal(await tables(), before);
  assert.equal(await relinks.answered(order, 'once'), null);
  const done = await relinks.change(order, parts, 'once');
  assert.deepEqual(await relinks.answered(order, 'once'), done);
  assert.notEqual(await tables(), before);
});
