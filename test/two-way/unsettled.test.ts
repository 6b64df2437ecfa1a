import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { company } from './company.ts';

type Company = Awaited<ReturnType<typeof company>>;

const LOOK_EVERY_MS = 10;

async function untilRows(one: Company, text: string): Promise<void> {
  while ((await one.sql.query(text)).rows.length === 0) {
    await wait(LOOK_EVERY_MS, undefined, { signal: one.signal });
  }
}

async function read(one: Company, stream: string): Promise<void> {
  const readings = () =>
    one.hub.streams().find(({ name }) => name === stream)?.lastRun?.finishedAtMs;
  const before = readings();
  const order = { kind: 'stream', name: stream, action: 'sync', requestedBy: 'test' } as const;
  await one.hub.send({ id: randomUUID(), ...order }, one.signal);
  while (readings() === before) await wait(LOOK_EVERY_MS, undefined, { signal: one.signal });
}

/**
 * Has the hub write the shop's edit into the ERP, and keeps it from settling that, as if it had died in between.
 * @param meanwhile what happens after the write, before the hub goes on
 */
async function writeUnsettled(
  one: Company,
  { edit, written }: { edit: string; written: string },
  meanwhile: () => Promise<void>,
): Promise<void> {
  const { namespace, databaseUrl } = one.scope;
  const locker = new pg.Client({ connectionString: databaseUrl });
  await locker.connect();
  try {
    // A settlement begins there.
    await locker.query(`begin; lock table ${namespace}.lane in share mode`);
    await one.sql.query(edit);
    await read(one, 'shop-customers');
    await untilRows(one, written);
    await meanwhile();
    const waiting = `select pg_terminate_backend(pid) from pg_locks where relation = '${namespace}.lane'::regclass and not granted`;
    await untilRows(one, waiting);
  } finally {
    await locker.end();
  }
}

test('a write that was never settled is no edit of the side that holds it', async () => {
  await using one = await company('owner-wins', [', owns: [id]', ', owns: [mail, phone, credit]']);
  await one.sql.query(`insert into shop_customer values ('1', 'a@x', '1', 10)`);
  await one.rest();
  const first = {
    edit: `update shop_customer set mail = 'b@x'`,
    written: `select from erp_customer where email = 'b@x'`,
  };
  // Read before the hub goes on, so that it finds both versions at once.
  await writeUnsettled(one, first, async () => {
    await one.sql.query(`update shop_customer set mail = 'c@x'`);
    await read(one, 'shop-customers');
  });
  await one.rest();
  const { shop, erp } = await one.rows();
  assert.deepEqual(shop, [{ no: '1', mail: 'c@x', phone: '1', credit: 10 }]);
  assert.deepEqual(erp, shop);
});

test('who edits what the hub wrote and never settled has seen it, and is followed', async () => {
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
