import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { until } from '../support/hub.ts';
import { company, counts } from './company.ts';

const WAY_BACK = 'erp-customers/shop';

/** A customer whom both sides hold, and what a test does to him. */
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
    /** The erp's records are stored from now on, and wait. */
    holdBack: () => order('lane', WAY_BACK, 'pause'),
    /** Reads the erp, whose record waits. */
    async store() {
      await order('stream', 'erp-customers', 'sync');
      await until(hub, signal, () => backlog() > 0);
    },
    /** Brings what the shop holds to the erp. */
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

test('an edit that whoever deleted the thing had not got brings it back on both sides', async () => {
  await using one = await oneCustomer();
  await one.edit(`update erp_customer set tel = '2'`);
  await one.edit('update shop_customer set gone = true');
  await one.rest();
  assert.deepEqual(await one.held(), { shop: false, erp: false, phone: '2', tel: '2' });
});

test('the hub’s own deletion, looked at late, does not delete what has come back', async () => {
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

test('an edit of what both sides have deleted since brings nothing back', async () => {
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

test('what both sides deleted by themselves is written nowhere', async () => {
  await using one = await oneCustomer();
  await one.edit('update erp_customer set gone = true');
  await one.edit('update shop_customer set gone = true');
  const writes = await one.writes();
  await one.rest();
  assert.deepEqual(await one.writes(), writes);
});
