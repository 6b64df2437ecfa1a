import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Command, VerifySummary } from '../../src/domain/index.ts';
import type { TestHub } from '../support/hub.ts';
import { startTestHub, until, writeConfig } from '../support/hub.ts';
import { applyTo, bundleOf } from '../support/apply.ts';
import { rowsOf } from '../support/database.ts';
import type { TestScope } from '../support/scope.ts';
import { testScope } from '../support/scope.ts';

const signal = AbortSignal.timeout(110_000);

const config = (streams: readonly string[]) => `
connectors:
  erp: { kind: postgres, url: '\${DATABASE_URL}', circuit: { probe: { initial: 100ms, max: 200ms } } }
  shop: { kind: postgres, url: '\${DATABASE_URL}' }
streams:
${streams
  .map(
    (name) => `  ${name}:
    from: { connector: erp, entity: items, key: sku, mode: cdc, lagLimitMs: 2000 }
    to: [{ connector: shop, entity: ${name}, key: sku }]
`,
  )
  .join('')}`;

let scope: TestScope;
let hub: TestHub;
let commands = 0;

before(async () => {
  scope = await testScope();
  await sql(`create table items (sku text primary key, name text, stock int);
    create table articles (like items including all); create table copies (like items including all);
    insert into items select 'A' || n, 'Item ' || n, n from generate_series(1, 2500) n`);
  hub = await startTestHub(scope, await writeConfig(scope, config(['articles'])));
});

after(async () => {
  await hub.stop();
  await scope[Symbol.asyncDispose]();
});

const sql = (text: string) => rowsOf(scope.databaseUrl, text);
const stream = (name = 'articles') => hub.streams().find((one) => one.name === name);

function order(action: 'pause' | 'resume' | 'sync', name = 'articles'): Promise<void> {
  const command: Command = {
    id: `c${++commands}`,
    kind: 'stream',
    name,
    action,
    requestedBy: 'test',
  };
  return hub.send(command, signal);
}

/** Waits until the target holds what the source holds. */
async function untilEqual(table = 'articles'): Promise<void> {
  const text = `select coalesce(md5(string_agg(t::text, ',' order by sku)), '') as hash from`;
  for (;;) {
    const [source] = await sql(`${text} items t`);
    const [target] = await sql(`${text} ${table} t`);
    if (source?.hash === target?.hash) return;
    signal.throwIfAborted();
  }
}

async function slots(): Promise<string[]> {
  const rows = await sql(
    `select slot_name from pg_replication_slots where database = current_database() order by slot_name`,
  );
  return rows.map(({ slot_name: name }) =>
    String(name).replace(/^t[0-9a-f]+_(\w+)_[0-9a-f]{8}$/, '$1'),
  );
}

test('the rows of the table and every later change arrive, including deletes and changed keys', async () => {
  await hub.settled(signal);
  await sql(`update items set stock = stock + 1 where sku like 'A1%'`);
  await sql(
    `delete from items where sku like 'A2%'; update items set sku = 'B' || sku where sku like 'A3%'`,
  );
  await sql(`insert into items values ('new', 'x', 1)`);
  await untilEqual();
  assert.equal(stream()?.state, 'reading');
  assert.deepEqual(await slots(), ['articles']);
});

/** Returns a value of /metrics about the stream. */
async function metric(name: string): Promise<number> {
  const text = await (await fetch(`http://${hub.httpAddress}/metrics`)).text();
  const [, value] =
    new RegExp(`^stellwerk_stream_${name}\\{stream="articles"\\} (.*)$`, 'm').exec(text) ?? [];
  return Number(value);
}

test('status and metrics show the phase of the stream, how far it is behind, and when that is too far', async () => {
  await until(hub, signal, () => stream()?.changes?.health === 'ok');
  assert.equal(stream()?.changes?.phase, 'changes');
  await order('pause');
  assert.equal(stream()?.state, 'paused');
  await sql(`create table noise as select repeat('x', 1000) as x from generate_series(1, 4000)`);
  await until(hub, signal, () => stream()?.changes?.health === 'late');
  const { retainedBytes = 0, behindBytes = 0, behindMs = 0 } = stream()?.changes ?? {};
  assert.ok(retainedBytes >= behindBytes && behindBytes > 2_000_000, `${behindBytes}`);
  assert.ok((behindMs ?? 0) > 2_000);
  assert.equal(await metric('changes_late'), 1);
  assert.ok((await metric('changes_retained_bytes')) >= retainedBytes);
  assert.ok((await metric('changes_behind_bytes')) >= behindBytes);
  assert.ok((await metric('changes_behind_seconds')) > 2);
  await order('resume');
  await until(hub, signal, () => stream()?.changes?.health === 'ok');
  assert.equal(await metric('changes_late'), 0);
});

test('a sync has no effect on a stream that reads continuously', async () => {
  const { lastRun } = stream() ?? {};
  await order('sync');
  assert.equal(stream()?.state, 'reading');
  assert.equal(stream()?.lastRun?.startedAtMs, lastRun?.startedAtMs);
});

test('verify compares the whole table, and a plan is possible only from the start', async () => {
  await sql(
    `update articles set stock = -7 where sku = 'A1'; delete from articles where sku = 'A4'`,
  );
  let summary: VerifySummary | null = null;
  const request = { stream: 'articles', lane: null, limit: 100_000, details: 10, repair: true };
  for await (const event of hub.verifying.verify(request, signal)) {
    if (event.kind === 'summary') ({ summary } = event);
  }
  const { different, missing, surplus } = summary?.lanes[0]?.counts ?? {};
  assert.deepEqual({ different, missing, surplus }, { different: 1, missing: 1, surplus: 0 });
  await untilEqual();
  const plan = { stream: 'articles', lane: null, limit: 100, details: 10, againstTargets: false };
  const look = async (fromStart: boolean) => {
    for await (const _event of hub.planning.plan({ ...plan, fromStart }, signal));
  };
  await look(true);
  await assert.rejects(look(false), { code: 'COMMAND_REJECTED', message: /captures changes/ });
});

test('lost changes fail the stream, and resuming it reads the table again', async () => {
  await order('pause');
  await sql(
    `select pg_drop_replication_slot(slot_name) from pg_replication_slots where database = current_database()`,
  );
  await sql(`update items set stock = 99 where sku = 'A5'`);
  await order('resume');
  await until(hub, signal, () => stream()?.state === 'failed');
  assert.equal(stream()?.lastError?.code, 'CHANGES_LOST');
  await order('resume');
  await untilEqual();
  assert.deepEqual(await slots(), ['articles']);
});

test('a broken connection is opened again, and its error is cleared once it works', async () => {
  await sql(
    `select pg_terminate_backend(active_pid) from pg_replication_slots where database = current_database()`,
  );
  await sql(`update items set stock = 98 where sku = 'A5'`);
  await untilEqual();
  await until(hub, signal, () => stream()?.state === 'reading' && stream()?.lastError === null);
});

test('the source keeps no slot and no publication for a stream that was removed, also when it was removed between two starts', async () => {
  await applyTo(hub, bundleOf(config(['articles', 'copies'])));
  await untilEqual('copies');
  assert.deepEqual(await slots(), ['articles', 'copies']);
  await applyTo(hub, bundleOf(config(['copies'])), { allowDataLoss: true });
  assert.deepEqual(await slots(), ['copies']);
  await hub.stop();
  const polled = config(['articles']).replace(', mode: cdc', '');
  hub = await startTestHub(scope, await writeConfig(scope, polled));
  while ((await slots()).length > 0) signal.throwIfAborted();
  const publications = await sql('select pubname from pg_publication');
  assert.deepEqual(publications, []);
});
