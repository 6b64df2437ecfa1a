import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Command } from '../../src/domain/index.ts';
import type { TestHub } from '../support/hub.ts';
import { loseSlot } from '../connectors/postgres/changes-support.ts';
import { startTestHub, until, writeConfig } from '../support/hub.ts';
import { rowsOf } from '../support/database.ts';
import type { TestScope } from '../support/scope.ts';
import { testScope } from '../support/scope.ts';

const signal = AbortSignal.timeout(50_000);

// Both streams read different tables, but use the same keys and the same identity.
const config = `
connectors:
  erp: { kind: postgres, url: '\${DATABASE_URL}' }
  shop: { kind: postgres, url: '\${DATABASE_URL}' }
  market: { kind: postgres, url: '\${DATABASE_URL}' }
streams:
  articles:
    from: { connector: erp, entity: items, key: sku, mode: cdc, onLostChanges: snapshot, identity: product }
    to:
      - { connector: shop, entity: articles, key: sku, retry: { attempts: 1 } }
      - { connector: market, entity: offers, key: sku }
  spares:
    from: { connector: erp, entity: spare_items, key: sku, mode: cdc, onLostChanges: snapshot, identity: product }
    to: [{ connector: shop, entity: spares, key: sku }]
`;

let scope: TestScope;
let hub: TestHub;
let commands = 0;

before(async () => {
  scope = await testScope();
  await sql(`create table items (sku text primary key, name text, stock int);
    create table spare_items (like items including all); create table spares (like items including all);
    create table articles (like items including all, check (stock <> 13)); create table offers (like items including all);
    create table deleted (sku text, version bigserial);
    create function note() returns trigger language plpgsql as $$ begin insert into deleted values (old.sku); return null; end $$;
    create trigger note after delete on articles for each row execute function note();
    create trigger note after delete on spares for each row execute function note();
    insert into items select 'A' || n, 'Item ' || n, n + 100 from generate_series(1, 2500) n;
    insert into spare_items select 'A' || n, 'Spare ' || n, n + 100 from generate_series(2400, 2600) n`);
  hub = await startTestHub(scope, await writeConfig(scope, config));
});

after(async () => {
  await hub.stop();
  await scope[Symbol.asyncDispose]();
});

const sql = (text: string) => rowsOf(scope.databaseUrl, text);
const stream = (name = 'articles') => hub.streams().find((one) => one.name === name);
const lane = (name: string) => hub.lanes().find((one) => one.name === name);

function order(kind: 'stream' | 'lane', action: 'pause' | 'resume', name: string): Promise<void> {
  const command: Command = { id: `c${++commands}`, kind, name, action, requestedBy: 'test' };
  return hub.send(command, signal);
}

/** Waits until the target holds what the source holds. */
async function untilEqual(source: string, target: string): Promise<void> {
  const text = `select coalesce(md5(string_agg(t::text, ',' order by sku)), '') as hash from`;
  for (;;) {
    const [held] = await sql(`${text} ${source} t`);
    const [copy] = await sql(`${text} ${target} t`);
    if (held?.hash === copy?.hash) return;
    signal.throwIfAborted();
  }
}

/** Pauses both streams, drops their slots, makes the changes, and resumes both streams. */
async function loseSlots(changes: string): Promise<void> {
  for (const name of ['articles', 'spares']) await order('stream', 'pause', name);
  await loseSlot(scope);
  await sql(changes);
  for (const name of ['articles', 'spares']) await order('stream', 'resume', name);
}

const isFollowed = () =>
  ['articles', 'spares'].every((name) => stream(name)?.changes?.phase === 'changes');

test('rows deleted while the slot was lost are deleted in each target, and no other row is', async () => {
  await hub.settled(signal);
  await sql(`delete from items where sku = 'A2000'`);
  await untilEqual('items', 'articles');
  await sql('truncate deleted');
  await loseSlots(`delete from items where sku like 'A1%'; update items set stock = stock + 1 where sku like 'A2%';
    insert into items values ('new', 'x', 101); delete from spare_items where sku = 'A2600'`);
  await Promise.all([
    untilEqual('items', 'articles'),
    untilEqual('items', 'offers'),
    untilEqual('spare_items', 'spares'),
  ]);
  const [found] = await sql(`select count(*)::int as all, count(distinct sku)::int as different,
    count(*) filter (where sku in (select sku from items))::int as wrong from deleted`);
  const [{ count } = { count: 0 }] = await sql(
    `select count(*)::int from generate_series(1, 2500) n where 'A' || n like 'A1%'`,
  );
  const expected = Number(count) + 1;
  assert.deepEqual(found, { all: expected, different: expected, wrong: 0 });
});

test('a stream that loses its slot again does not store earlier deletions twice', async () => {
  const storedBefore = stream()?.totals.stored ?? 0;
  await loseSlots(`delete from items where sku = 'new'`);
  await until(hub, signal, isFollowed);
  await untilEqual('items', 'articles');
  const [{ count } = { count: 0 }] = await sql('select count(*)::int from items');
  assert.equal((stream()?.totals.stored ?? 0) - storedBefore, Number(count) + 1);
});

test('rows that are in the backlog or dead letters when the slot is lost are deleted too', async () => {
  // The shop refuses a stock of 13, so the row becomes a dead letter there; it is delivered to the market.
  await sql(`insert into items values ('buried', 'x', 13)`);
  await until(hub, signal, () => lane('articles/shop')?.counts.deadLettered === 1);
  await order('lane', 'pause', 'articles/shop');
  await sql(`insert into items values ('unsettled', 'x', 1), ('passing', 'x', 1)`);
  await sql(`delete from items where sku = 'passing'`);
  await until(hub, signal, () => (lane('articles/shop')?.backlog ?? 0) >= 3);
  await loseSlots(`delete from items where sku in ('unsettled', 'buried', 'A2222')`);
  await order('lane', 'resume', 'articles/shop');
  await Promise.all([untilEqual('items', 'articles'), untilEqual('items', 'offers')]);
  await hub.settled(signal);
  assert.deepEqual(await sql(`select * from articles where sku in ('unsettled', 'passing')`), []);
  const letters = await sql(
    `select state from ${scope.namespace}.dead_letter where key = 'buried'`,
  );
  assert.deepEqual(letters, [{ state: 'closed' }]);
});
