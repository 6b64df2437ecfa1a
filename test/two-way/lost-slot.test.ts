import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import pg from 'pg';
import { loseSlot } from '../connectors/postgres/changes-support.ts';
import { startTestHub, until, writeConfig } from '../support/hub.ts';
import { testScope } from '../support/scope.ts';

const tables = `
  create table shop_customer (no text primary key, mail text);
  create table erp_customer (id text primary key, email text);
  create table erp_deleted (id text);
  create function note() returns trigger language plpgsql as $$ begin insert into erp_deleted values (old.id); return null; end $$;
  create trigger note after delete on erp_customer for each row execute function note();
`;

const config = `
connectors:
  shop: { kind: postgres, url: "\${DATABASE_URL}" }
  erp: { kind: postgres, url: "\${DATABASE_URL}" }
streams:
  shop-customers:
    from: { connector: shop, entity: shop_customer, key: no, identity: customer, mode: cdc, onLostChanges: snapshot }
    to:
      - { connector: erp, entity: erp_customer, map: { id: no, email: mail }, twoWay: { flow: customers, conflict: owner-wins, owns: [id, email] } }
  erp-customers:
    from: { connector: erp, entity: erp_customer, key: id, identity: customer, mode: cdc, onLostChanges: snapshot }
    to:
      - { connector: shop, entity: shop_customer, map: { no: id, mail: email }, twoWay: { flow: customers, conflict: owner-wins, owns: [] } }
`;

// The shop and the ERP have each made customers. Some of each are deleted at the shop while no slot keeps its changes. A
// customer that the ERP made meanwhile has not reached the shop yet, so the shop lacks it as well.
test('customers that a side deleted while its slot was lost are deleted on the other; those it never had are not', async () => {
  await using scope = await testScope();
  const signal = AbortSignal.timeout(50_000);
  const sql = new pg.Client(scope.databaseUrl);
  await sql.connect();
  try {
    await sql.query(tables);
    const hub = await startTestHub(scope, await writeConfig(scope, config));
    const order = (kind: 'lane' | 'stream', name: string, action: 'pause' | 'resume') =>
      hub.send({ id: randomUUID(), kind, name, action, requestedBy: 'test' }, signal);
    const untilRows = async (text: string) => {
      while ((await sql.query(text)).rowCount === 0) signal.throwIfAborted();
    };
    try {
      await sql.query(`insert into shop_customer values ('shop 1', 'a@x'), ('shop 2', 'a@x');
        insert into erp_customer values ('erp 1', 'a@x'), ('erp 2', 'a@x')`);
      await untilRows(`select from (select count(*) n from shop_customer) s, (select count(*) n from erp_customer) e
        where s.n = 4 and e.n = 4`);
      // Until the echoes have been read as well.
      await until(hub, signal, () =>
        hub
          .lanes()
          .every(({ backlog, counts }) => backlog === 0 && counts.applied + counts.echoed >= 4),
      );
      await order('lane', 'erp-customers/shop', 'pause');
      await order('stream', 'shop-customers', 'pause');
      await order('stream', 'erp-customers', 'pause');
      await loseSlot(scope);
      await sql.query(`delete from shop_customer where no in ('shop 2', 'erp 2')`);
      await sql.query(`insert into erp_customer values ('erp 3', 'new@x')`);
      await order('stream', 'erp-customers', 'resume');
      await until(hub, signal, () =>
        hub.lanes().some(({ name, backlog }) => name === 'erp-customers/shop' && backlog > 0),
      );
      await order('stream', 'shop-customers', 'resume');
      await order('lane', 'erp-customers/shop', 'resume');
      await untilRows(`select where (select string_agg(no, ',' order by no) from shop_customer) = 'erp 1,erp 3,shop 1'
        and (select string_agg(id, ',' order by id) from erp_customer) = 'erp 1,erp 3,shop 1'`);
      const { rows } = await sql.query('select id from erp_deleted order by id');
      assert.deepEqual(rows, [{ id: 'erp 2' }, { id: 'shop 2' }]);
    } finally {
      await hub.stop();
    }
  } finally {
    await sql.end();
  }
});
