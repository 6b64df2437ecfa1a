import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { until } from '../support/hub.ts';
import { company, counts } from './company.ts';

const WAY_BACK = 'erp-customers/shop';

/** Makes a customer that both sides hold, with the actions that the tests need. */
async function oneCustomer() {
  const one = await company('last-writer');
  const { hub, sql, signal } = one;
  await sql.query(`insert into shop_customer values ('1', 'a@x', '1', 10)`);
  await one.rest();
  const order = (kind: 'lane' | 'stream', name: string, action: 'pause' | 'resume' | 'sync') =>
    hub.send({ id: randomUUID(), kind, name, action, requestedBy: 'test' }, signal);
  const decided = () => {
    const { applied = 0, unchanged = 0 } = counts(hub, 'shop-customers') ?? {};
    return applied + unchanged;
  };
  const backlog = () => hub.lanes().find(({ name }) => name === WAY_BACK)?.backlog ?? 0;
  return {
    ...one,
    edit: (text: string) => sql.query(text),
    /** Pauses the lane to the shop: from now on the ERP's records are stored, and wait. */
    holdBack: () => order('lane', WAY_BACK, 'pause'),
    /** Reads the ERP, whose record then waits. */
    async store() {
      await order('stream', 'erp-customers', 'sync');
      await until(hub, signal, () => backlog() > 0);
    },
    /** Delivers what the shop holds to the ERP. */
    async bring() {
      const before = decided();
      await order('stream', 'shop-customers', 'sync');
      await until(hub, signal, () => decided() > before);
    },
    async goOn() {
      await order('lane', WAY_BACK, 'resume');
      await hub.settled(signal);
      await one.rest();
    },
    async held() {
      const { rows } = await sql.query<object>(
        'select s.gone as shop, e.gone as erp, s.phone, e.tel from shop_customer s join erp_customer e on e.id = s.no',
      );
      return rows[0];
    },
  };
}

test('an edit that had not reached the side which deleted the thing restores it on both sides', async () => {
  await using one = await oneCustomer();
  await one.edit(`update erp_customer set tel = '2'`);
  await one.edit('update shop_customer set gone = true');
  await one.rest();
  assert.deepEqual(await one.held(), { shop: false, erp: false, phone: '2', tel: '2' });
});

test('the hub’s own deletion, processed late, does not delete a thing that was restored meanwhile', async () => {
  await using one = await oneCustomer();
  await one.holdBack();
  await one.edit('update shop_customer set gone = true');
  await one.bring();
  await one.store();
  await one.edit(`update shop_customer set gone = false, phone = '2'`);
  await one.bring();
  await one.goOn();
  assert.deepEqual(await one.held(), { shop: false, erp: false, phone: '2', tel: '2' });
});

test('an edit of a thing that both sides have deleted since does not restore it', async () => {
  await using one = await oneCustomer();
  await one.holdBack();
  await one.edit(`update erp_customer set tel = '2'`);
  await one.store();
  await one.edit('update erp_customer set gone = true');
  await one.edit('update shop_customer set gone = true');
  await one.bring();
  await one.goOn();
  assert.deepEqual(await one.held(), { shop: true, erp: true, phone: '1', tel: '2' });
});

test('a thing that both sides deleted themselves is not written again', async () => {
  await using one = await oneCustomer();
  await one.edit('update erp_customer set gone = true');
  await one.edit('update shop_customer set gone = true');
  const writes = await one.writes();
  await one.rest();
  assert.deepEqual(await one.writes(), writes);
});
