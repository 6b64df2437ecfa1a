import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Erasure } from '../../src/domain/index.ts';
import type { RunningHub } from '../../src/runtime/hub.ts';
import { rowsOf } from '../support/database.ts';
import { heldAnywhere } from '../support/held-anywhere.ts';
import { startTestHub, syncAndSettle, writeConfig } from '../support/hub.ts';
import type { TestScope } from '../support/scope.ts';
import { testScope } from '../support/scope.ts';

const signal = AbortSignal.timeout(90_000);
const [KEY, MAIL] = ['kunde-4711', 'erika.muster@home.example'];
const SHOP = 'shop-customers';
const ERP = 'erp-customers';

const tables = `
  create table shop_customer (no text primary key, mail text, changed_at timestamptz not null default clock_timestamp());
  create table erp_customer (id text primary key, email text, changed_at timestamptz not null default clock_timestamp());
  create function stamp() returns trigger as $$ begin new.changed_at = clock_timestamp(); return new; end $$ language plpgsql;
  create trigger stamp before insert or update on shop_customer for each row execute function stamp();
  create trigger stamp before insert or update on erp_customer for each row execute function stamp();
  insert into shop_customer values ('${KEY}', '${MAIL}'), ('other', 'other@home.example');
`;
/** Customers that are edited on both sides, in a two-way flow. */
const config = `
connectors:
  shop: { kind: postgres, url: "\${DATABASE_URL}" }
  erp: { kind: postgres, url: "\${DATABASE_URL}" }
streams:
  ${SHOP}:
    from: { connector: shop, entity: shop_customer, key: no, version: changed_at, identity: customer }
    personal: [mail]
    to:
      - connector: erp
        entity: erp_customer
        map: { id: no, email: mail }
        twoWay: { flow: customers, conflict: last-writer }
  ${ERP}:
    from: { connector: erp, entity: erp_customer, key: id, version: changed_at, identity: customer }
    personal: [email]
    to:
      - connector: shop
        entity: shop_customer
        map: { no: id, mail: email }
        twoWay: { flow: customers, conflict: last-writer }
`;

/** Starts a hub with one customer that both sides have edited at the same time, so that there is a conflict. */
async function company(scope: TestScope): Promise<RunningHub & AsyncDisposable> {
  const { databaseUrl } = scope;
  await rowsOf(databaseUrl, tables);
  const hub = await startTestHub(scope, await writeConfig(scope, config));
  await hub.settled(signal);
  const rest = async () => {
    for (let round = 0; round < 3; round++) {
      await Promise.all([SHOP, ERP].map((stream) => syncAndSettle(hub, stream, signal)));
    }
  };
  await rest();
  await rowsOf(
    databaseUrl,
    `update shop_customer set mail = 'shop.${MAIL}' where no = '${KEY}';
     update erp_customer set email = 'erp.${MAIL}' where id = '${KEY}'`,
  );
  await rest();
  return hub;
}

const streamsIn = ({ erased }: Erasure) => [...new Set(erased.map(({ stream }) => stream))].sort();

test('an erasure in one stream keeps and reports the links that another stream needs; an erasure everywhere leaves nothing', async () => {
  await using scope = await testScope();
  await using hub = await company(scope);
  const held = () => heldAnywhere(scope, [KEY, MAIL]);
  const before = await held();
  for (const place of ['two_way', 'two_way_conflict', 'link', `-stream-${ERP}`]) {
    assert.ok(before.includes(place), `${place} holds it`);
  }
  const order = { stream: SHOP, key: KEY, everywhere: false, leaveFrames: false };
  const here = await hub.erasing.erase(order, signal);
  assert.deepEqual(streamsIn(here), [SHOP]);
  const [links, ...rest] = here.remaining;
  assert.deepEqual([links?.kind, links?.stream, rest], ['links', ERP, []]);
  assert.ok(!(await held()).includes(`-stream-${SHOP}`));
  assert.ok((await held()).includes(`-stream-${ERP}`));

  const all = await hub.erasing.erase({ ...order, everywhere: true }, signal);
  assert.deepEqual([streamsIn(all), all.remaining], [['', ERP], []]);
  assert.deepEqual(await held(), []);
  assert.equal(await hub.masterKeys(), 1, 'the other customer is still known');
});
