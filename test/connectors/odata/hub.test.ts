import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { forkHub } from '../../support/fork-hub.ts';
import { rowsOf } from '../../support/database.ts';
import { startTestHub, syncAndSettle, writeConfig } from '../../support/hub.ts';
import { testScope } from '../../support/scope.ts';
import type { Kept } from './erp.ts';
import { Erp, items } from './erp.ts';

const signal = AbortSignal.timeout(110_000);
const guide = path.resolve(import.meta.dirname, '../../../ops/guide/systems.md');
const salesOrders: Kept = {
  key: ['id'],
  isKeyGiven: true,
  properties: {
    id: 'Edm.Guid',
    externalDocumentNumber: 'Edm.String',
    customerNumber: 'Edm.String',
    salesOrderLines: 'Collection(Erp.Model.Line)',
  },
};

async function exampleOf(title: string): Promise<string> {
  const text = await readFile(guide, 'utf8');
  const [, yaml = ''] = /```yaml\n([^]*?)```/.exec(text.slice(text.indexOf(`## ${title}`))) ?? [];
  assert.match(yaml, /kind: odata/);
  return `hub: { http: { address: '127.0.0.1:0' } }\n${yaml}`;
}

test('the guide’s example connects a shop to Business Central: articles come, orders go with their lines, and nothing differs', async () => {
  await using scope = await testScope();
  await using erp = await Erp.start({ items, salesOrders });
  const company = 'companies(5f6a1c9e-2b7d-4e0f-9a3c-8d1e4b6f7a20)';
  erp.path = company;
  const tokens: URLSearchParams[] = [];
  erp.misbehave = ({ path: asked, headers, text }) => {
    if (asked.endsWith('/token')) {
      tokens.push(new URLSearchParams(text));
      return { body: { access_token: 't', expires_in: 3_600 } };
    }
    return headers.authorization === 'Bearer t' ? null : { status: 401 };
  };
  const sql = (text: string) => rowsOf<Record<string, unknown>>(scope.databaseUrl, text);
  await sql(`
    create table article (number text primary key, name text, price numeric);
    create table sales_order (number text primary key, customer text, lines jsonb, changed timestamptz default now());
    insert into sales_order (number, customer, lines)
      select 'S' || n, 'C1', '[{"sku": "A1", "quantity": 2, "price": 5.5}]' from generate_series(1, 250) n`);
  for (let n = 0; n < 30; n++)
    erp.put('items', { id: `${n}`, number: `A${n}`, displayName: `Article ${n}`, unitPrice: n });
  const example = (await exampleOf('Connect Business Central'))
    .replace(/https:\/\/api\.businesscentral\S+\/api\/v2\.0/, erp.url)
    .replace('https://login.microsoftonline.com/', `${erp.system.url}/`);
  const file = await writeConfig(scope, example);
  const env = {
    ...{ ...process.env, SHOP_DATABASE_URL: scope.databaseUrl, BC_TENANT: 'tenant' },
    ...{ BC_CLIENT_ID: 'hub', BC_CLIENT_SECRET: 'secret' },
  };
  await using hub = await startTestHub(scope, file, scope.databaseUrl, { env });
  await hub.settled(signal);
  assert.deepEqual(await sql('select count(*)::int, sum(price)::int from article'), [
    { count: 30, sum: 435 },
  ]);
  assert.equal(tokens[0]?.get('client_id'), 'hub');
  const orders = erp.all('salesOrders');
  assert.equal(orders.length, 250);
  assert.deepEqual(orders[0]?.salesOrderLines, [
    { lineType: 'Item', lineObjectNumber: 'A1', quantity: 2, unitPrice: 5.5 },
  ]);
  assert.ok(erp.seen('POST', '$batch').length < 10);
  await syncAndSettle(hub, 'orders', signal);
  assert.equal(erp.all('salesOrders').length, 250);
  const request = {
    ...{ stream: 'orders', lane: null, limit: 1_000, details: 10, repair: false },
    ...{ requestId: null, requestedBy: 'test' },
  };
  for await (const event of hub.verifying.verify(request, signal)) {
    if (event.kind !== 'summary') continue;
    assert.deepEqual(event.summary.lanes[0]?.counts.same, 250);
  }
});

test('the guide’s example connects a PIM to SAP Business One', async () => {
  await using scope = await testScope();
  await using erp = await Erp.start({
    Items: { key: ['ItemCode'], properties: { ItemCode: 'Edm.String', ItemName: 'Edm.String' } },
    BusinessPartners: {
      key: ['CardCode'],
      properties: {
        ...{ CardCode: 'Edm.String', CardType: 'Edm.String', CardName: 'Edm.String' },
        ...{ EmailAddress: 'Edm.String', UpdateTime: 'Edm.TimeOfDay' },
        ...{ UpdateDate: 'Edm.DateTimeOffset', CreateDate: 'Edm.DateTimeOffset' },
      },
    },
  });
  erp.maxPage = 20;
  erp.misbehave = ({ path: asked, body, headers }) => {
    if (asked.endsWith('/Login')) {
      assert.deepEqual(body, { CompanyDB: 'DEMO', UserName: 'hub', Password: 'b1-secret' });
      return { headers: { 'set-cookie': 'B1SESSION=s; HttpOnly' }, body: {} };
    }
    return headers.cookie === 'B1SESSION=s' ? null : { status: 401 };
  };
  const sql = (text: string) => rowsOf<Record<string, unknown>>(scope.databaseUrl, text);
  await sql(`
    create table article (number text primary key, name text, changed timestamptz default now());
    create table customer (code text primary key, name text, mail text);
    insert into article (number, name) select 'A' || n, 'Article ' || n from generate_series(1, 150) n`);
  for (let n = 0; n < 90; n++) {
    const changed =
      n % 2 === 0 ? { UpdateDate: '2026-01-31T00:00:00Z', UpdateTime: '10:00:00' } : {};
    erp.put('BusinessPartners', {
      ...{ CardCode: `C${n}`, CardName: `Customer ${n}`, CreateDate: '2026-01-30T00:00:00Z' },
      ...{ CardType: n === 89 ? 'cSupplier' : 'cCustomer', UpdateDate: null, ...changed },
    });
  }
  const example = await exampleOf('Connect SAP Business One');
  const file = await writeConfig(scope, example.replace(/https:\S+b1s\/v2/, erp.url));
  const env = {
    ...{ ...process.env, PIM_DATABASE_URL: scope.databaseUrl, B1_COMPANY: 'DEMO' },
    ...{ B1_USER: 'hub', B1_PASSWORD: 'b1-secret' },
  };
  await using hub = await startTestHub(scope, file, scope.databaseUrl, { env });
  await hub.settled(signal);
  assert.equal(erp.all('Items').length, 150);
  assert.deepEqual(await sql('select count(*)::int from customer'), [{ count: 89 }]);
  erp.put('BusinessPartners', {
    CardCode: 'C1',
    UpdateDate: '2026-01-31T00:00:00Z',
    UpdateTime: '11:30:00',
    EmailAddress: 'c1@example.org',
  });
  await syncAndSettle(hub, 'customers', signal);
  assert.deepEqual(await sql(`select mail from customer where code = 'C1'`), [
    { mail: 'c1@example.org' },
  ]);
  assert.equal(erp.seen('POST', 'Login').length, 1);
});

const crashing = `
connectors:
  shop: { kind: postgres, url: "\${DATABASE_URL}" }
  erp: { kind: odata, url: URL, batch: json }
streams:
  orders:
    from: { connector: shop, entity: sales_order, key: number, version: changed }
    to:
      - connector: erp
        entity: salesOrders
        alternateKey: externalDocumentNumber
        batchSize: 20
        map: { externalDocumentNumber: number, customerNumber: customer }
`;

test('a hub killed with -9 while the service carries out its orders creates each exactly once', async () => {
  const ORDERS = 600;
  await using scope = await testScope();
  await using erp = await Erp.start({ salesOrders });
  await rowsOf(
    scope.databaseUrl,
    `create table sales_order (number text primary key, customer text, changed timestamptz default now());
     insert into sales_order (number, customer) select 'S' || n, 'C1' from generate_series(1, ${ORDERS}) n`,
  );
  const configFile = await writeConfig(scope, crashing.replace('url: URL', `url: ${erp.url}`));
  for (const nth of [2, 5, 9]) {
    const hub = forkHub(scope, configFile);
    const died = once(hub, 'exit', { signal });
    let batches = 0;
    erp.misbehave = (request) => {
      if (!request.path.endsWith('$batch') || ++batches !== nth) return null;
      // The orders are created, but the hub never learns of it.
      erp.carryOut(request);
      hub.kill('SIGKILL');
      return { silent: true };
    };
    await died;
  }
  erp.misbehave = () => null;
  const last = forkHub(scope, configFile);
  const ended = once(last, 'exit');
  const [message] = (await Promise.race([once(last, 'message', { signal }), ended])) as [unknown];
  assert.equal(message, 'settled');
  last.kill('SIGTERM');
  await ended;
  const numbers = erp
    .all('salesOrders')
    .map(({ externalDocumentNumber }) => externalDocumentNumber);
  assert.equal(numbers.length, ORDERS);
  assert.equal(new Set(numbers).size, ORDERS);
});
