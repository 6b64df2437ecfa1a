import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Relinked } from '../../src/domain/index.ts';
import { rowsOf } from '../support/database.ts';
import { startTestHub, writeConfig } from '../support/hub.ts';
import { testScope } from '../support/scope.ts';
import { cli } from './support.ts';

const signal = AbortSignal.timeout(90_000);

const config = `
connectors:
  shop: { kind: postgres, url: "\${DATABASE_URL}" }
  erp: { kind: postgres, url: "\${DATABASE_URL}" }
  crm: { kind: postgres, url: "\${DATABASE_URL}" }
streams:
  shop-customers:
    from: { connector: shop, entity: shop_customer, key: no, version: v, identity: customer }
    to: [{ connector: crm, entity: contact, map: { id: no, shop_name: name } }]
  erp-customers:
    from: { connector: erp, entity: erp_customer, key: id, version: v }
    to: [{ connector: crm, entity: contact, map: { id: id, erp_name: name } }]
`;
const tables = `
  create table shop_customer (no text primary key, name text, v int);
  create table erp_customer (id text primary key, name text, v int);
  create table contact (id text primary key, shop_name text, erp_name text);
  insert into shop_customer values ('17', 'Erika', 5);
  insert into erp_customer values ('4711', 'Erika M.', 7);
`;

test('stellwerk merge and split show what would change, ask, change it, and leave their entries in the audit log', async () => {
  await using scope = await testScope();
  await rowsOf(scope.databaseUrl, tables);
  await using hub = await startTestHub(scope, await writeConfig(scope, config));
  await hub.settled(signal);
  const call = (...args: string[]) => cli([...args, '--address', hub.grpcAddress]);
  // A key space that systems share can be given by a system or by its own name.
  const merge = (...args: string[]) =>
    call('merge', 'shop/shop_customer/17', 'erp/erp_customer/4711', ...args);

  const unsaid = await merge('--dry-run');
  assert.equal(unsaid.code, 1);
  assert.match(unsaid.stderr, /crm\/contact\/17 and crm\/contact\/4711/);
  assert.match(unsaid.stderr, /--keep/);
  const keep = ['--keep', 'crm/contact/17'];
  const tried = await merge(...keep, '--dry-run');
  assert.match(tried.stdout, /^ {2}crm\/contact\/4711 \(replaced by the other/m);
  assert.match(tried.stdout, /^ {2}customer\/17$/m);
  assert.match(tried.stdout, /^erp-customers\/crm +\d+ +7 +the newest record is delivered again/m);
  assert.match(tried.stdout, /^Nothing was written\.$/m);
  const asked = await merge(...keep);
  assert.equal(asked.code, 2);
  assert.match(asked.stderr, /^Merge .*\? Confirm with --yes\.$/m);
  assert.equal(await hub.masterKeys(), 2);

  const done = await merge(...keep, '--yes', '--json', '--request-id', 'ticket-7');
  const { things } = JSON.parse(done.stdout) as Relinked;
  assert.equal(things[0]?.ids.length, 4);
  const again = await merge(...keep, '--yes', '--json', '--request-id', 'ticket-7');
  assert.equal(again.stdout, done.stdout);
  await hub.settled(signal);
  const contacts = () => rowsOf(scope.databaseUrl, 'select * from contact order by id');
  assert.deepEqual((await contacts())[0], { id: '17', shop_name: 'Erika', erp_name: 'Erika M.' });

  const hinted = await call('split', 'customer/17', '--dry-run');
  assert.match(hinted.stdout, /a new master key\n {2}customer\/17$/m);
  const left = await call('split', 'erp/erp_customer/4711', '--dry-run');
  assert.match(left.stdout, /crm\/contact\/4711 stays.*name it too/);
  const split = await call('split', 'erp/erp_customer/4711', 'crm/contact/4711', '--yes');
  assert.doesNotMatch(split.stdout, /name it too/);
  assert.equal(await hub.masterKeys(), 2);
  const nobody = await call('split', 'erp/erp_customer/4712', '--yes');
  assert.deepEqual([nobody.code, /erp\/erp_customer\/4712/.test(nobody.stderr)], [4, true]);
  const wrong = await call('split', '4711');
  assert.deepEqual([wrong.code, /connector\/entity\/id/.test(wrong.stderr)], [2, true]);

  const { stdout } = await call('audit', 'list', '--key', '17');
  assert.match(stdout, /RecordService\/MergeRecords/);
  const entries = await call('audit', 'list');
  assert.doesNotMatch(entries.stdout, /4711/);
});
