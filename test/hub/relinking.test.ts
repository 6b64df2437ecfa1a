import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { connectControl } from '../../src/control/index.ts';
import type { LinkedId, RelinkOrder } from '../../src/domain/index.ts';
import { heldAnywhere } from '../support/held-anywhere.ts';
import { startTestHub, syncAndSettle, writeConfig } from '../support/hub.ts';
import { testScope } from '../support/scope.ts';

const tables = `
  create table shop_customer (no text primary key, name text, gone boolean not null default false, changed_at timestamptz not null default clock_timestamp());
  create table erp_customer (id text primary key, name text, gone boolean not null default false, changed_at timestamptz not null default clock_timestamp());
  create table crm_contact (id text primary key, shop_name text, erp_name text);
  create function stamp() returns trigger as $$ begin new.changed_at = clock_timestamp(); return new; end $$ language plpgsql;
  create trigger stamp before insert or update on shop_customer for each row execute function stamp();
  create trigger stamp before insert or update on erp_customer for each row execute function stamp();
`;
const config = `
connectors:
  shop: { kind: postgres, url: "\${DATABASE_URL}" }
  erp: { kind: postgres, url: "\${DATABASE_URL}" }
  crm: { kind: postgres, url: "\${DATABASE_URL}" }
streams:
  shop-customers:
    from: { connector: shop, entity: shop_customer, key: no, version: changed_at, deleted: gone }
    personal: [name]
    to:
      - { connector: crm, entity: crm_contact, map: { id: no, shop_name: name } }
  erp-customers:
    from: { connector: erp, entity: erp_customer, key: id, version: changed_at, deleted: gone }
    to:
      - { connector: crm, entity: crm_contact, map: { id: id, erp_name: name } }
`;

const shop = (externalId: string) => ({ connector: 'shop', entity: 'shop_customer', externalId });
const erp = (externalId: string) => ({ connector: 'erp', entity: 'erp_customer', externalId });
const crm = (externalId: string) => ({ connector: 'crm', entity: 'crm_contact', externalId });
const merge = (record: LinkedId, other: LinkedId, ...stays: LinkedId[]): RelinkOrder => ({
  ...{ kind: 'merge', record, other, stays },
});
const split = (...ids: LinkedId[]): RelinkOrder => ({ kind: 'split', ids, stays: [] });

/** A company with customers of a shop and of an ERP, whose names a CRM holds side by side. */
async function company(rows: string, yaml = config) {
  const disposed = new AsyncDisposableStack();
  const scope = disposed.use(await testScope());
  const signal = AbortSignal.timeout(90_000);
  const sql = new pg.Client({ connectionString: scope.databaseUrl });
  await sql.connect();
  disposed.defer(() => sql.end());
  await sql.query(`${tables}; ${rows}`);
  const hub = disposed.use(await startTestHub(scope, await writeConfig(scope, yaml)));
  await hub.settled(signal);
  const client = await connectControl(hub.grpcAddress);
  disposed.defer(() => client.close());
  return {
    ...{ scope, hub, sql, signal, relinking: client.relinking(signal) },
    async contacts() {
      const { rows: contacts } = await sql.query<{ id: string; shop: string; erp: string }>(
        'select id, shop_name as shop, erp_name as erp from crm_contact order by id',
      );
      return contacts.map(({ id, shop: inShop, erp: inErp }) => [id, inShop, inErp]);
    },
    async change(statement: string) {
      await sql.query(statement);
      await this.read();
    },
    async read() {
      for (const stream of ['shop-customers', 'erp-customers']) {
        await syncAndSettle(hub, stream, signal);
      }
    },
    [Symbol.asyncDispose]: () => disposed.disposeAsync(),
  };
}

test('after a merge two things are one: both sources continue into the record that stays, and no record is created', async () => {
  await using one = await company(`
    insert into shop_customer (no, name) values ('17', 'Erika'), ('18', 'Otto');
    insert into erp_customer (id, name) values ('4711', 'Erika M.')`);
  const { hub, relinking, signal } = one;
  const before = [
    ['17', 'Erika', null],
    ['18', 'Otto', null],
    ['4711', null, 'Erika M.'],
  ];
  assert.deepEqual(await one.contacts(), before);
  const order = merge(shop('17'), erp('4711'), crm('17'));
  const preview = await relinking.preview(order);
  assert.deepEqual(
    preview.lanes.map(({ lane, fate }) => [lane, fate]),
    [
      ['erp-customers/crm', 'again'],
      ['shop-customers/crm', 'kept'],
    ],
  );
  assert.equal(await hub.masterKeys(), 3, 'a preview changes nothing');
  assert.deepEqual(await relinking.change(order, 'ticket-1'), preview);
  await hub.settled(signal);
  const merged = [['17', 'Erika', 'Erika M.'], ...before.slice(1)];
  assert.deepEqual(await one.contacts(), merged, 'the ERP’s values are delivered at once');
  assert.equal(await hub.masterKeys(), 2);
  assert.deepEqual(await relinking.change(order, 'ticket-1'), preview, 'once per request id');

  await one.change(`update erp_customer set name = 'Erika Muster'`);
  await one.change(`update shop_customer set name = 'E. Muster' where no = '17'`);
  assert.deepEqual(await one.contacts(), [['17', 'E. Muster', 'Erika Muster'], ...before.slice(1)]);
});

test('after a split each source continues into a record of its own, and both records are delivered again', async () => {
  await using one = await company(`
    insert into shop_customer (no, name) values ('17', 'Erika');
    insert into erp_customer (id, name) values ('4711', 'Erika M.')`);
  const { hub, relinking, signal } = one;
  await relinking.change(merge(shop('17'), erp('4711'), crm('17')));
  await hub.settled(signal);
  await one.change(`update erp_customer set name = 'Erika Muster'`);
  const done = await relinking.change(split(erp('4711'), crm('4711')));
  assert.deepEqual(
    done.lanes.map(({ lane, fate }) => [lane, fate]),
    [
      ['shop-customers/crm', 'again'],
      ['erp-customers/crm', 'again'],
    ],
  );
  await hub.settled(signal);
  assert.deepEqual(await one.contacts(), [
    ['17', 'Erika', 'Erika Muster'],
    ['4711', null, 'Erika Muster'],
  ]);
  await one.change(
    `update erp_customer set name = 'Erna'; update shop_customer set name = 'Erika B.'`,
  );
  assert.deepEqual(await one.contacts(), [
    ['17', 'Erika B.', 'Erika Muster'],
    ['4711', null, 'Erna'],
  ]);
});

test('an id that is split off alone becomes a new thing with its next record, and the thing it left is delivered again', async () => {
  await using one = await company(`insert into shop_customer (no, name) values ('17', 'Erika')`);
  const { relinking, hub } = one;
  await one.change(`insert into erp_customer (id, name) values ('4711', 'Erika M.')`);
  await relinking.change(merge(erp('4711'), shop('17'), crm('17')));
  await hub.settled(one.signal);
  const preview = await relinking.preview(split(erp('4711')));
  assert.deepEqual(
    preview.lanes.map(({ lane, fate, masterKey }) => [lane, fate, masterKey === '']),
    [
      ['shop-customers/crm', 'again', false],
      ['erp-customers/crm', 'new', true],
    ],
  );
  await relinking.change(split(erp('4711')));
  await one.change(`update erp_customer set name = 'Erna'`);
  const ids = await hub.links('erp', 'erp_customer', '4711');
  assert.equal(ids?.links.length, 2, 'it now has a record of its own');
  assert.deepEqual(
    (await one.contacts()).map(([id, , inErp]) => [id, inErp]),
    [
      ['17', 'Erika M.'],
      ['4711', 'Erna'],
    ],
  );
});

test('two merged keys of one stream are one thing in version order, and a deletion under the key that gave way deletes nothing', async () => {
  await using one = await company(
    `insert into shop_customer (no, name) values ('17', 'Erika'), ('17x', 'Ericka')`,
  );
  const { relinking, hub } = one;
  await assert.rejects(
    relinking.change(merge(shop('17'), shop('17x'))),
    /FAILED_PRECONDITION|crm\/crm_contact\/17 and crm\/crm_contact\/17x/,
  );
  await relinking.change(merge(shop('17'), shop('17x'), crm('17')));
  await hub.settled(one.signal);
  const names = async () => (await one.contacts()).map(([id, inShop]) => [id, inShop]);
  const orphan = ['17x', 'Ericka'];
  assert.deepEqual(await names(), [['17', 'Ericka'], orphan], 'the newer version counts');
  // Both changes are in one page, so in one batch of the lane.
  await one.change(
    `update shop_customer set name = 'older' where no = '17x'; select pg_sleep(0.01); update shop_customer set name = 'newer' where no = '17'`,
  );
  assert.deepEqual(await names(), [['17', 'newer'], orphan]);
  await one.change(`update shop_customer set name = 'Erika M.' where no = '17x'`);
  assert.deepEqual(await names(), [['17', 'Erika M.'], orphan]);
  await one.change(`update shop_customer set gone = true where no = '17x'`);
  assert.deepEqual(await names(), [['17', 'Erika M.'], orphan]);
  await one.change(`update shop_customer set name = 'Erika Muster' where no = '17'`);
  assert.deepEqual(await names(), [['17', 'Erika Muster'], orphan]);
  const question = {
    by: { kind: 'id', id: '17', connector: null, entity: null },
    versions: 1,
  } as const;
  const lanesOf17 = async () =>
    (await hub.history.lookUp(question, { personal: true }, one.signal)).things.flatMap(
      ({ lanes }) => lanes.map(({ key, place }) => [key, place]),
    );
  assert.equal((await lanesOf17()).length, 1, 'what the lane delivered is told once');
  await hub.recovery.pauseKey('shop-customers/crm', '17x', one.signal);
  assert.equal((await lanesOf17())[0]?.[0], '17x', 'and whatever of either key does not move');
});

test('things can be merged and split while their lanes are busy, and at the end each record equals its sources', async () => {
  await using one = await company(`
    insert into shop_customer (no, name) select n::text, 'Erika' from generate_series(1, 300) n;
    insert into erp_customer (id, name) values ('4711', 'Erika M.')`);
  const { relinking, hub, sql, signal } = one;
  let isBusy = true;
  const busy = (async () => {
    for (let round = 0; isBusy; round++) {
      await sql.query(`update shop_customer set name = 'Erika ${round}'`);
      await sql.query(`update erp_customer set name = 'Erna ${round}'`);
      await Promise.all(
        ['shop-customers', 'erp-customers'].map((stream) => syncAndSettle(hub, stream, signal)),
      );
    }
  })();
  for (let round = 0; round < 6; round++) {
    await relinking.change(merge(shop('17'), erp('4711'), crm('17')));
    await relinking.change(split(erp('4711'), crm('4711')));
  }
  await relinking.change(merge(shop('17'), erp('4711'), crm('4711')));
  isBusy = false;
  await busy;
  await one.change(`update shop_customer set name = 'Otto'; update erp_customer set name = 'Anna'`);
  const contacts = await one.contacts();
  assert.equal(contacts.length, 301);
  assert.deepEqual(
    contacts.find(([id]) => id === '4711'),
    ['4711', 'Otto', 'Anna'],
  );
  const others = contacts.filter(([id]) => id !== '17' && id !== '4711');
  assert.ok(others.every(([, inShop, inErp]) => inShop === 'Otto' && inErp === null));
});

test('a merge leaves nothing behind that an erasure does not find', async () => {
  await using one = await company(`
    insert into shop_customer (no, name) values ('kunde-17', 'Erika');
    insert into erp_customer (id, name) values ('konto-4711', 'Erika M.')`);
  const { relinking, hub, signal } = one;
  await relinking.change(merge(shop('kunde-17'), erp('konto-4711'), crm('kunde-17')), 'ticket');
  await hub.settled(signal);
  const order = { stream: 'shop-customers', key: 'kunde-17', everywhere: true, leaveFrames: true };
  await hub.erasing.erase(order, signal);
  assert.deepEqual(await heldAnywhere(one.scope, ['kunde-17', 'konto-4711']), []);
});

test('a record that a match rule linked wrongly is not matched again after a split, even where the rule still finds it', async () => {
  const matching = `
connectors:
  shop: { kind: postgres, url: "\${DATABASE_URL}" }
  crm: { kind: postgres, url: "\${DATABASE_URL}" }
streams:
  shop-customers:
    from: { connector: shop, entity: shop_customer, key: no, version: changed_at, deleted: gone }
    to:
      - { connector: crm, entity: crm_contact, match: shop_name, map: { shop_name: name } }
`;
  await using one = await company(
    `insert into crm_contact (id, shop_name, erp_name) values ('C9', 'Müller', 'another Müller');
     insert into shop_customer (no, name) values ('17', 'Müller')`,
    matching,
  );
  const { relinking, hub, sql, signal } = one;
  const linked = async () => (await hub.links('shop', 'shop_customer', '17'))?.links.length;
  assert.equal(await linked(), 2, 'the match rule linked them');
  const done = await relinking.change(split(crm('C9')));
  assert.deepEqual(
    done.lanes.map(({ fate }) => fate),
    ['new'],
  );
  await sql.query(`update shop_customer set name = 'Müller'`);
  await syncAndSettle(hub, 'shop-customers', signal);
  const created = ['17', 'Müller', null];
  assert.deepEqual(await one.contacts(), [created, ['C9', 'Müller', 'another Müller']]);
  await relinking.change(merge(shop('17'), crm('C9'), crm('C9')));
  await hub.settled(signal);
  await sql.query(`update shop_customer set name = 'Meier'`);
  await syncAndSettle(hub, 'shop-customers', signal);
  assert.deepEqual(await one.contacts(), [created, ['C9', 'Meier', 'another Müller']]);
});
