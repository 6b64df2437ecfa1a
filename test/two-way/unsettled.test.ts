import assert from 'node:assert/strict';
import { test } from 'node:test';
import { company } from './company.ts';
import { read, writeUnsettled } from './write-unsettled.ts';

test('a write that was never settled is not an edit of the side that holds it', async () => {
  await using one = await company('owner-wins', [', owns: [id]', ', owns: [mail, phone, credit]']);
  await one.sql.query(`insert into shop_customer values ('1', 'a@x', '1', 10)`);
  await one.rest();
  const first = {
    edit: `update shop_customer set mail = 'b@x'`,
    written: `select from erp_customer where email = 'b@x'`,
  };
  // It is read before the hub continues, so that the hub finds both versions at once.
  await writeUnsettled(one, first, async () => {
    await one.sql.query(`update shop_customer set mail = 'c@x'`);
    await read(one, 'shop-customers');
  });
  await one.rest();
  const { shop, erp } = await one.rows();
  assert.deepEqual(shop, [{ no: '1', mail: 'c@x', phone: '1', credit: 10 }]);
  assert.deepEqual(erp, shop);
});

test('an edit of a value that the hub wrote but never settled is followed, since its author has seen that value', async () => {
  await using one = await company('owner-wins', [', owns: [id, email]', ', owns: [phone, credit]']);
  await one.sql.query(`insert into shop_customer values ('1', 'a@x', '1', 10)`);
  await one.rest();
  const first = {
    edit: `update shop_customer set mail = 'b@x'`,
    written: `select from erp_customer where email = 'b@x'`,
  };
  await writeUnsettled(one, first, async () => {
    await one.sql.query(`update erp_customer set email = 'c@x'`);
  });
  await one.rest();
  const { shop, erp } = await one.rows();
  assert.deepEqual(erp, [{ no: '1', mail: 'c@x', phone: '1', credit: 10 }]);
  assert.deepEqual(shop, erp);
});
