import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { connectControl } from '../../src/control/index.ts';
import type { LinkedId } from '../../src/domain/index.ts';
import { startTestHub, syncAndSettle, writeConfig } from '../support/hub.ts';
import { testScope } from '../support/scope.ts';
import { read, whileUnsettled, writeUnsettled } from './write-unsettled.ts';

const tables = `
  create function stamp() returns trigger as $$ begin new.changed_at = clock_timestamp(); return new; end $$ language plpgsql;
  create table shop_customer (no text primary key, mail text, phone text, gone boolean not null default false, changed_at timestamptz not null default clock_timestamp());
  create table erp_customer (id text primary key, email text, tel text, gone boolean not null default false, changed_at timestamptz not null default clock_timestamp());
  create trigger shop_stamp before insert or update on shop_customer for each row execute function stamp();
  create trigger erp_stamp before insert or update on erp_customer for each row execute function stamp();
`;
/** Each system numbers its customers itself. A customer that comes from the other system keeps that system's number. */
const config = `
connectors:
  shop: { kind: postgres, url: "\${DATABASE_URL}" }
  erp: { kind: postgres, url: "\${DATABASE_URL}" }
streams:
  shop-customers:
    from: { connector: shop, entity: shop_customer, key: no, version: changed_at, deleted: gone, overlap: 1s }
    to:
      - connector: erp
        entity: erp_customer
        markDeleted: gone
        map: { email: mail, tel: phone }
        twoWay: { flow: customers, conflict: last-writer }
  erp-customers:
    from: { connector: erp, entity: erp_customer, key: id, version: changed_at, deleted: gone, overlap: 1s }
    to:
      - connector: shop
        entity: shop_customer
        markDeleted: gone
        map: { mail: email, phone: tel }
        twoWay: { flow: customers, conflict: last-writer }
`;

const shop = (externalId: string) => ({ connector: 'shop', entity: 'shop_customer', externalId });
const erp = (externalId: string) => ({ connector: 'erp', entity: 'erp_customer', externalId });

async function company() {
  const disposed = new AsyncDisposableStack();
  const scope = disposed.use(await testScope());
  const signal = AbortSignal.timeout(90_000);
  const sql = new pg.Client({ connectionString: scope.databaseUrl });
  await sql.connect();
  disposed.defer(() => sql.end());
  await sql.query(tables);
  const hub = disposed.use(await startTestHub(scope, await writeConfig(scope, config)));
  await hub.settled(signal);
  const client = await connectControl(hub.grpcAddress);
  disposed.defer(() => client.close());
  const relinking = client.relinking(signal);
  return {
    ...{ scope, hub, sql, signal },
    conflicts: async () => (await client.history(signal).conflicts('customers', 10)).conflicts,
    async merge(record: LinkedId, other: LinkedId, stays: readonly LinkedId[]) {
      return relinking.change({ kind: 'merge', record, other, stays });
    },
    async split(ids: readonly LinkedId[]) {
      return relinking.change({ kind: 'split', ids, stays: [] });
    },
    async change(statement: string) {
      await sql.query(statement);
      await this.rest();
    },
    /** Reads both sides until neither has anything new. */
    async rest() {
      for (let round = 0; round < 4; round++) {
        await Promise.all(
          ['shop-customers', 'erp-customers'].map((stream) => syncAndSettle(hub, stream, signal)),
        );
      }
    },
    /** Number, mail and phone of all customers on both sides. */
    async rows() {
      const { rows } = await sql.query<{ row: string }>(
        `select concat_ws(' ', 'shop', no, mail, phone) as row from shop_customer
         union all select concat_ws(' ', 'erp', id, email, tel) from erp_customer order by row desc`,
      );
      return rows.map(({ row }) => row);
    },
    [Symbol.asyncDispose]: () => disposed.disposeAsync(),
  };
}

test('after a merge, a customer who was entered on both sides is edited as one, and each side keeps its own number', async () => {
  await using one = await company();
  await one.change(`insert into shop_customer (no, mail, phone) values ('S1', 'erika@x', '1')`);
  await one.change(`insert into erp_customer (id, email, tel) values ('E1', 'erika@x', '22')`);
  const twins = ['shop S1 erika@x 1', 'shop E1 erika@x 22'];
  const twinsInErp = ['erp S1 erika@x 1', 'erp E1 erika@x 22'];
  assert.deepEqual(await one.rows(), [...twins, ...twinsInErp]);

  const done = await one.merge(shop('S1'), erp('E1'), [shop('S1'), erp('E1')]);
  assert.deepEqual(
    [done.flows.map(({ fate }) => fate), done.lanes.map(({ fate }) => fate)],
    [['joined'], ['again', 'again']],
  );
  await one.rest();
  // Both are compared at once, and the ERP wrote last. The rows that gave way stay as they are.
  const left = { shop: 'shop E1 erika@x 22', erp: 'erp S1 erika@x 1' };
  assert.deepEqual(await one.rows(), [
    ...['shop S1 erika@x 22', left.shop, left.erp, 'erp E1 erika@x 22'],
  ]);

  await one.change(`update shop_customer set mail = 'new@x' where no = 'S1'`);
  await one.change(`update erp_customer set tel = '33' where id = 'E1'`);
  assert.deepEqual(await one.rows(), [
    ...['shop S1 new@x 33', left.shop, left.erp, 'erp E1 new@x 33'],
  ]);
  const counts = () => one.hub.lanes().map(({ counts: { applied, echoed } }) => [applied, echoed]);
  const before = counts();
  await one.rest();
  assert.deepEqual(counts(), before, 'both sides are at rest');
});

test('an edit under the number that gave way reaches the merged customer, and a deletion under it does not', async () => {
  await using one = await company();
  await one.change(`insert into shop_customer (no, mail, phone) values ('S1', 'erika@x', '1')`);
  await one.change(`insert into erp_customer (id, email, tel) values ('E1', 'erika@x', '1')`);
  await one.merge(shop('S1'), erp('E1'), [shop('S1'), erp('E1')]);
  await one.rest();
  await one.change(`update shop_customer set phone = '44' where no = 'E1'`);
  const phones = async () => (await one.rows()).filter((row) => /shop S1|erp E1/.test(row));
  assert.deepEqual(await phones(), ['shop S1 erika@x 44', 'erp E1 erika@x 44']);
  await one.change(`update shop_customer set gone = true where no = 'E1'`);
  await one.change(`update erp_customer set gone = true where id = 'S1'`);
  const { rows } = await one.sql.query(
    `select no as id from shop_customer where not gone union all select id from erp_customer where not gone`,
  );
  assert.deepEqual(rows, [{ id: 'S1' }, { id: 'E1' }]);
  await one.change(`update shop_customer set mail = 'new@x' where no = 'S1'`);
  assert.match((await one.rows()).join(), /erp E1 new@x/);
});

test('two customers who were merged are edited separately again after a split', async () => {
  await using one = await company();
  await one.change(`insert into shop_customer (no, mail, phone) values ('S1', 'erika@x', '1')`);
  await one.change(`insert into erp_customer (id, email, tel) values ('E1', 'otto@x', '2')`);
  await one.merge(shop('S1'), erp('E1'), [shop('S1'), erp('E1')]);
  await one.rest();
  assert.deepEqual(await one.rows(), [
    ...['shop S1 otto@x 2', 'shop E1 otto@x 2', 'erp S1 erika@x 1', 'erp E1 otto@x 2'],
  ]);
  const done = await one.split([erp('E1'), shop('E1')]);
  assert.deepEqual(
    done.flows.map(({ fate }) => fate),
    ['parted', 'parted'],
  );
  await one.rest();
  await one.change(`update shop_customer set mail = 'erika@x', phone = '1' where no = 'S1'`);
  await one.change(`update erp_customer set tel = '3' where id = 'E1'`);
  assert.deepEqual(await one.rows(), [
    ...['shop S1 erika@x 1', 'shop E1 otto@x 3', 'erp S1 erika@x 1', 'erp E1 otto@x 3'],
  ]);
});

/** Merges two customers, each on both sides, while an edit of the first is written into the ERP and not settled. */
async function mergeUnsettled(
  one: Awaited<ReturnType<typeof company>>,
  stays: readonly LinkedId[],
): Promise<readonly string[]> {
  await one.change(`insert into shop_customer (no, mail, phone) values ('S1', 'a@x', '1')`);
  await one.change(`insert into erp_customer (id, email, tel) values ('E1', 'erika@x', '22')`);
  const edit = {
    edit: `update shop_customer set mail = 'b@x', phone = '5' where no = 'S1'`,
    written: `select from erp_customer where id = 'S1' and email = 'b@x'`,
  };
  let fates: readonly string[] = [];
  await writeUnsettled(one, edit, async () => {
    // It is read before the hub continues, so that the hub finds both versions at once.
    await one.sql.query(`update shop_customer set mail = 'c@x' where no = 'S1'`);
    await read(one, 'shop-customers');
    const done = await whileUnsettled(one, one.merge(shop('S1'), erp('E1'), stays));
    fates = done.flows.map(({ fate }) => fate);
  });
  await one.rest();
  return fates;
}

test('a merge between a write and its settlement keeps the write, which is not an edit of the side that holds it', async () => {
  await using one = await company();
  assert.deepEqual(await mergeUnsettled(one, [shop('S1'), erp('S1')]), ['kept']);
  assert.deepEqual(await one.rows(), [
    ...['shop S1 c@x 5', 'shop E1 erika@x 22', 'erp S1 c@x 5', 'erp E1 erika@x 22'],
  ]);
  assert.deepEqual(await one.conflicts(), []);
});

test('a write of the hub under an id that gave way before its settlement is not an edit, and undoes none', async () => {
  await using one = await company();
  assert.deepEqual(await mergeUnsettled(one, [shop('S1'), erp('E1')]), ['joined']);
  assert.deepEqual(await one.rows(), [
    ...['shop S1 c@x 5', 'shop E1 erika@x 22', 'erp S1 b@x 5', 'erp E1 c@x 5'],
  ]);
});

test('a write of the hub under an id that gave way is not an edit, even if the hub has not read it back yet', async () => {
  await using one = await company();
  await one.change(`insert into erp_customer (id, email, tel) values ('E1', 'erika@x', '22')`);
  await one.change(`insert into shop_customer (no, mail, phone) values ('S1', 'a@x', '1')`);
  await one.sql.query(`update shop_customer set mail = 'b@x' where no = 'S1'`);
  await syncAndSettle(one.hub, 'shop-customers', one.signal);
  await one.sql.query(`update shop_customer set mail = 'c@x' where no = 'S1'`);
  // The echo under the id that gave way is newer than all edits.
  await one.sql.query(`update erp_customer set id = id where id = 'S1'`);
  await one.merge(shop('S1'), erp('E1'), [shop('S1'), erp('E1')]);
  await one.rest();
  assert.deepEqual(await one.rows(), [
    ...['shop S1 c@x 1', 'shop E1 erika@x 22', 'erp S1 b@x 1', 'erp E1 c@x 1'],
  ]);
});

test('an edit under the number that gave way does not carry older values of that row along', async () => {
  await using one = await company();
  await one.change(`insert into shop_customer (no, mail, phone) values ('S1', 'erika@x', '1')`);
  await one.change(`insert into erp_customer (id, email, tel) values ('E1', 'erika@x', '1')`);
  await one.merge(shop('S1'), erp('E1'), [shop('S1'), erp('E1')]);
  await one.rest();
  await one.change(`update shop_customer set mail = 'new@x' where no = 'S1'`);
  await one.change(`update shop_customer set phone = '44' where no = 'E1'`);
  const rows = (await one.rows()).filter((row) => /shop S1|erp E1/.test(row));
  assert.deepEqual(rows, ['shop S1 new@x 44', 'erp E1 new@x 44']);
});

test('edits under both numbers of one system count, even if they are read together', async () => {
  await using one = await company();
  await one.change(`insert into shop_customer (no, mail, phone) values ('S1', 'erika@x', '1')`);
  await one.change(`insert into erp_customer (id, email, tel) values ('E1', 'erika@x', '1')`);
  await one.merge(shop('S1'), erp('E1'), [shop('S1'), erp('E1')]);
  await one.rest();
  await one.sql.query(`update shop_customer set mail = 'new@x' where no = 'S1'`);
  await one.sql.query(`update shop_customer set phone = '44' where no = 'E1'`);
  await one.rest();
  const rows = (await one.rows()).filter((row) => /shop S1|erp E1/.test(row));
  assert.deepEqual(rows, ['shop S1 new@x 44', 'erp E1 new@x 44']);
});
