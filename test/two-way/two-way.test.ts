import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { connectControl } from '../../src/control/index.ts';
import { syncAndSettle, until } from '../support/hub.ts';
import { company, counts } from './company.ts';

test('a change goes to the other side once, and its echo goes nowhere', async () => {
  await using one = await company('last-writer');
  await one.sql.query(`insert into shop_customer values ('1', 'a@x', '1', 19.90)`);
  await one.rest();
  assert.deepEqual(await one.rows(), {
    shop: [{ no: '1', mail: 'a@x', phone: '1', credit: 19.9 }],
    erp: [{ no: '1', mail: 'a@x', phone: '1', credit: 19.9 }],
  });
  assert.deepEqual(await one.writes(), { shop: 0, erp: 0 });
  assert.equal(counts(one.hub, 'shop-customers')?.applied, 1);
  assert.equal(counts(one.hub, 'erp-customers')?.applied, 0);
  assert.equal(counts(one.hub, 'erp-customers')?.echoed, 1);

  // Changed and changed back: an edit that restores a former value is a change, not an echo.
  await one.sql.query(`update erp_customer set tel = '2'`);
  await one.rest();
  await one.sql.query(`update erp_customer set tel = '1'`);
  await one.rest();
  const { shop, erp } = await one.rows();
  assert.deepEqual(shop, erp);
  assert.deepEqual(await one.writes(), { shop: 2, erp: 2 });
});

const heldByBoth = `
  insert into shop_customer values ('1', 'a@x', '1', 10), ('2', 'b@x', '2', 20);
  insert into erp_customer values ('1', 'a@x', '1', 10), ('2', 'b@x', '22', 20);
`;

test('rows that both sides held before the hub started are one thing if the sides share keys', async () => {
  await using one = await company('last-writer', undefined, { rows: heldByBoth });
  await one.sql.query(`update erp_customer set tel = '11' where id = '1'`);
  await one.rest();
  const { shop, erp } = await one.rows();
  assert.deepEqual(shop, erp);
  assert.deepEqual(erp[0], { no: '1', mail: 'a@x', phone: '11', credit: 10 });
});

test('rows that both sides held before and that nothing matches become dead letters instead of waiting', async () => {
  await using one = await company('last-writer', undefined, {
    rows: heldByBoth,
    sharesKeys: false,
  });
  await one.rest();
  const letters = await one.hub.recovery.listDeadLetters({}, { limit: 10, after: null });
  const told = letters.letters.map(({ lane, key, code }) => `${lane} ${key} ${code}`).toSorted();
  assert.deepEqual(told, [
    'erp-customers/shop 1 MATCH_MISSING',
    'erp-customers/shop 2 MATCH_MISSING',
    'shop-customers/erp 1 MATCH_MISSING',
    'shop-customers/erp 2 MATCH_MISSING',
  ]);
  assert.deepEqual(await one.writes(), { shop: 0, erp: 0 });
});

test('changes of different fields on both sides at the same time both arrive', async () => {
  await using one = await company('last-writer');
  await one.sql.query(`insert into shop_customer values ('1', 'a@x', '1', 10)`);
  await one.rest();
  await one.sql.query(`update shop_customer set mail = 'new@x'`);
  await one.sql.query(`update erp_customer set tel = '99'`);
  await one.rest();
  const { shop, erp } = await one.rows();
  assert.deepEqual(shop, [{ no: '1', mail: 'new@x', phone: '99', credit: 10 }]);
  assert.deepEqual(erp, shop);
});

test('if both sides change one field, the last writer wins, and the conflict is kept', async () => {
  await using one = await company('last-writer');
  await one.sql.query(`insert into shop_customer values ('1', 'a@x', '1', 10)`);
  await one.rest();
  await one.sql.query(`update shop_customer set mail = 'shop@x'`);
  await one.sql.query(`update erp_customer set email = 'erp@x'`);
  await one.rest();
  const { shop, erp } = await one.rows();
  assert.deepEqual(shop, [{ no: '1', mail: 'erp@x', phone: '1', credit: 10 }]);
  assert.deepEqual(erp, shop);
  const client = await connectControl(one.hub.grpcAddress);
  const { conflicts } = await client.history(one.signal).conflicts('customers', 10);
  client.close();
  assert.deepEqual(
    conflicts.map(({ field, key, sides }) => ({ field, key, sides })),
    [
      {
        field: 'email',
        key: '1',
        sides: [
          { connector: 'erp', value: 'erp@x', won: true },
          { connector: 'shop', value: 'shop@x', won: false },
        ],
      },
    ],
  );
});

test('a value that the hub has overwritten since is not an edit of the side, however late it is processed', async () => {
  await using one = await company('last-writer');
  const { hub, sql, signal } = one;
  const order = (kind: 'lane' | 'stream', name: string, action: 'pause' | 'resume' | 'sync') =>
    hub.send({ id: randomUUID(), kind, name, action, requestedBy: 'test' }, signal);
  const backlog = () => hub.lanes().find(({ name }) => name === 'shop-customers/erp')?.backlog;
  await sql.query(`insert into shop_customer values ('1', 'a@x', '1', 10)`);
  await one.rest();
  await order('lane', 'shop-customers/erp', 'pause');
  await sql.query(`update erp_customer set tel = '2'`);
  await order('stream', 'erp-customers', 'sync');
  await until(hub, signal, () => counts(hub, 'erp-customers')?.applied === 1);
  // The hub reads from the shop the 2 that it wrote there. Before that record is processed, the hub writes a 3.
  await order('stream', 'shop-customers', 'sync');
  await until(hub, signal, () => backlog() === 1);
  await sql.query(`update erp_customer set tel = '3'`);
  await order('stream', 'erp-customers', 'sync');
  await until(hub, signal, () => counts(hub, 'erp-customers')?.applied === 2);
  const writes = await one.writes();
  await order('lane', 'shop-customers/erp', 'resume');
  await hub.settled(signal);
  await one.rest();
  const { shop, erp } = await one.rows();
  assert.deepEqual(erp, [{ no: '1', mail: 'a@x', phone: '3', credit: 10 }]);
  assert.deepEqual(shop, erp);
  assert.deepEqual(await one.writes(), writes, 'the 2 is not written back');
});

test('under owner-wins the owner of the field wins, whoever wrote last', async () => {
  await using one = await company('owner-wins', [', owns: [id, email, tel]', ', owns: [credit]']);
  await one.sql.query(`insert into shop_customer values ('1', 'a@x', '1', 10)`);
  await one.rest();
  await one.sql.query(`update erp_customer set email = 'erp@x', credit_limit = 70`);
  await one.sql.query(`update shop_customer set mail = 'shop@x', credit = 5`);
  await one.rest();
  const { shop, erp } = await one.rows();
  assert.deepEqual(shop, [{ no: '1', mail: 'shop@x', phone: '1', credit: 70 }]);
  assert.deepEqual(erp, shop);
});

test('a thing deleted on one side is deleted on the other, and is restored with the content that it had', async () => {
  await using one = await company('last-writer');
  const gone = async () => {
    const { rows } = await one.sql.query<{ shop: boolean; erp: boolean }>(
      'select s.gone as shop, e.gone as erp from shop_customer s join erp_customer e on e.id = s.no',
    );
    return rows[0];
  };
  await one.sql.query(`insert into shop_customer values ('1', 'a@x', '1', 10)`);
  await one.rest();
  await one.sql.query('update erp_customer set gone = true');
  await one.rest();
  assert.deepEqual(await gone(), { shop: true, erp: true });
  const writes = await one.writes();
  await one.rest();
  assert.deepEqual(await one.writes(), writes, 'the deletion does not go back and forth');
  await one.sql.query('update shop_customer set gone = false');
  await one.rest();
  assert.deepEqual(await gone(), { shop: false, erp: false });
});

test('two sides that are edited at random end equal, with a bounded number of writes', async () => {
  await using one = await company('last-writer');
  await one.sql.query(
    `insert into shop_customer select i::text, 'm' || i, 'p' || i, i from generate_series(1, 200) i`,
  );
  await one.rest();
  let edits = 0;
  for (let round = 0; round < 10; round++) {
    const side = round % 2 === 0;
    const { rowCount } = await one.sql.query(
      side
        ? `update shop_customer set mail = 's${round}', phone = case when random() < 0.5 then 's${round}' else phone end where random() < 0.3`
        : `update erp_customer set email = 'e${round}', credit_limit = ${round} where random() < 0.3`,
    );
    edits += rowCount ?? 0;
    await Promise.all(
      ['shop-customers', 'erp-customers'].map((stream) =>
        syncAndSettle(one.hub, stream, one.signal),
      ),
    );
  }
  await one.rest();
  const { shop, erp } = await one.rows();
  assert.equal(shop.length, 200);
  assert.deepEqual(shop, erp);
  const { shop: inShop = 0, erp: inErp = 0 } = (await one.writes()) ?? {};
  assert.ok(inShop + inErp <= 3 * edits, `${inShop + inErp} writes for ${edits} edits`);
  const before = await one.writes();
  await one.rest();
  assert.deepEqual(await one.writes(), before, 'nothing is written any more');
});
