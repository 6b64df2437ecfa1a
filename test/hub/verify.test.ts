import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import type { HistoryClient } from '../../src/control/index.ts';
import { connectControl } from '../../src/control/index.ts';
import type { VerifiedRecord, VerifyRequest, VerifySummary } from '../../src/domain/index.ts';
import { everythingIn } from '../support/everything.ts';
import type { TestHub } from '../support/hub.ts';
import { startTestHub, syncAndSettle, until, writeConfig } from '../support/hub.ts';
import type { TestScope } from '../support/scope.ts';
import { testScope } from '../support/scope.ts';

const signal = AbortSignal.timeout(110_000);
const RECORDS = 2_000;
const LANE = 'products/shop';

const configOf = (options = '') => `
connectors:
  erp: { kind: postgres, url: '\${DATABASE_URL}' }
  shop: { kind: postgres, url: '\${DATABASE_URL}' }
streams:
  products:
    from: { connector: erp, entity: items, key: sku, version: v, deleted: gone }
    to:
      - { connector: shop, entity: articles, ${options}map: { sku: sku, title: name, price: price } }
`;

/** A company with an ERP and a shop, each a table, and a journal of every write to the shop. */
class Company implements AsyncDisposable {
  readonly #disposed = new AsyncDisposableStack();
  readonly scope: TestScope;
  readonly sql: pg.Client;
  hub!: TestHub;
  history!: HistoryClient;

  private constructor(scope: TestScope, sql: pg.Client) {
    this.scope = scope;
    this.sql = sql;
    this.#disposed.use(scope);
    this.#disposed.defer(() => sql.end());
  }

  static async open(records = RECORDS, options = ''): Promise<Company> {
    const scope = await testScope();
    const sql = new pg.Client({ connectionString: scope.databaseUrl });
    await sql.connect();
    const company = new Company(scope, sql);
    await sql.query(`
      create table items (sku text primary key, v bigint, name text, price numeric, gone boolean default false);
      create table articles (sku text primary key, title text, price numeric(12,2), stock int default 7, v bigint);
      create table journal (n bigint generated always as identity, op text, sku text);
      create function note() returns trigger language plpgsql as
        $$ begin insert into journal (op, sku) values (tg_op, coalesce(new.sku, old.sku)); return null; end $$;
      create trigger noted after insert or update or delete on articles for each row execute function note();
      insert into items select 'A' || n, n, 'Article ' || n, n * 1.5 from generate_series(1, ${records}) n`);
    const file = await writeConfig(scope, configOf(options));
    company.hub = await startTestHub(scope, file);
    await company.hub.settled(signal);
    const client = await connectControl(company.hub.grpcAddress);
    company.#disposed.defer(() => client.close());
    company.history = client.history(signal);
    return company;
  }

  async verify(wanted: Partial<VerifyRequest> = {}): Promise<Verified> {
    const request = { stream: 'products', lane: null, limit: 1_000_000, details: 1_000 };
    const records: VerifiedRecord[] = [];
    for await (const event of this.history.verify({ ...request, repair: false, ...wanted })) {
      if (event.kind === 'record') records.push(event.record);
      if (event.kind === 'summary') return { records, summary: event.summary };
    }
    throw new Error('no summary');
  }

  /** Returns the writes to the shop since the last call. */
  async journal(): Promise<readonly { readonly op: string; readonly sku: string }[]> {
    const { rows } = await this.sql.query<{ op: string; sku: string }>(
      'delete from journal returning op, sku',
    );
    return rows;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.hub.stop();
    await this.#disposed.disposeAsync();
  }
}

interface Verified {
  readonly records: readonly VerifiedRecord[];
  readonly summary: VerifySummary;
}

function countsOf({ summary }: Verified): object {
  const [lane] = summary.lanes;
  return Object.fromEntries(Object.entries(lane?.counts ?? {}).filter(([, count]) => count > 0));
}

function keysOf({ records }: Verified, finding: string): string[] {
  const found = records.filter((record) => record.finding === finding);
  return found.map(({ key, externalId }) => key ?? externalId ?? '').sort();
}

/** Returns the keys `A<from>` to `A<until>`, sorted as text. */
function articles(from: number, until: number): string[] {
  return Array.from({ length: until - from + 1 }, (_, nth) => `A${from + nth}`).sort();
}

test('verify finds exactly the damaged rows and writes nothing; --repair repairs only these, once; surplus rows stay', async () => {
  await using company = await Company.open();
  assert.deepEqual(countsOf(await company.verify()), { same: RECORDS });
  await company.sql.query(`
    update articles set title = 'damaged', price = 0 where sku in (select 'A' || n from generate_series(1, 300) n);
    delete from articles where sku in (select 'A' || n from generate_series(1001, 1200) n);
    insert into articles select 'X' || n, 'surplus' from generate_series(1, 20) n`);
  await company.journal();

  const before = await everythingIn(company.scope);
  const found = await company.verify();
  assert.deepEqual(await everythingIn(company.scope), before, 'nothing is written');
  const damage = { same: 1_500, missing: 200, different: 300, surplus: 20 };
  assert.deepEqual(countsOf(found), damage);
  assert.deepEqual(keysOf(found, 'different'), articles(1, 300));
  assert.deepEqual(keysOf(found, 'missing'), articles(1001, 1200));
  const surplus = Array.from({ length: 20 }, (_, nth) => `X${nth + 1}`).sort();
  assert.deepEqual(keysOf(found, 'surplus'), surplus);
  const one = found.records.find(({ key }) => key === 'A7');
  assert.deepEqual(one?.differences, [
    { path: 'title', before: 'damaged', after: 'Article 7' },
    { path: 'price', before: 0, after: 10.5 },
  ]);
  assert.deepEqual(await company.journal(), []);

  const repaired = await company.verify({ repair: true });
  assert.deepEqual(countsOf(repaired), { ...damage, repaired: 500 });
  await company.hub.settled(signal);
  const written = await company.journal();
  assert.deepEqual(
    written.map(({ sku }) => sku).sort(),
    [...articles(1, 300), ...articles(1001, 1200)].sort(),
    'each of them once, and nothing else',
  );
  assert.deepEqual(countsOf(await company.verify()), { same: RECORDS, surplus: 20 });
  const { runs } = await company.history.runs({ kind: 'replay' }, 10);
  assert.deepEqual(
    runs.map(({ lane, stored }) => [lane, stored]),
    [[LANE, 500]],
  );
  assert.deepEqual(countsOf(await company.verify({ repair: true })), {
    same: RECORDS,
    surplus: 20,
  });
  await company.hub.settled(signal);
  assert.deepEqual(await company.journal(), [], 'rows that agree are not sent again');
});

test('a repair whose caller leaves is among the runs, with what it had ordered until then', async () => {
  await using company = await Company.open(6_000);
  await company.sql.query('delete from articles');
  const request = { stream: 'products', lane: null, limit: 1_000_000, details: 1_000_000 };
  let missing = 0;
  for await (const { kind } of company.hub.verifying.verify({ ...request, repair: true }, signal)) {
    if (kind === 'record') missing++;
    if (missing === 5_000) break; // As many as one order holds.
  }
  const { runs } = await company.history.runs({ kind: 'replay' }, 10);
  assert.deepEqual(
    runs.map(({ lane, stored }) => [lane, stored]),
    [[LANE, 5_000]],
  );
});

test('--repair also writes what the target holds in a newer version, whoever made it', async () => {
  await using company = await Company.open(10, 'versionColumn: v, ');
  await company.sql.query(`update articles set title = 'damaged', v = 1000 where sku = 'A2'`);
  const damage = { same: 9, different: 1 };
  assert.deepEqual(countsOf(await company.verify({ repair: true })), { ...damage, repaired: 1 });
  await company.hub.settled(signal);
  assert.deepEqual(countsOf(await company.verify()), { same: 10 });
});

test('verify reports records that are still pending as waiting, not as drift, and --repair does not touch them', async () => {
  await using company = await Company.open(10);
  await company.hub.recovery.pauseKey(LANE, 'A1', signal);
  await company.sql.query(`update items set v = 100, name = 'newer' where sku in ('A1', 'A2');
    update items set v = 101, price = 1e15 where sku = 'A3'`);
  await syncAndSettle(company.hub, 'products', signal).catch(() => undefined);
  await company.sql.query(`update items set v = 102, name = 'unread' where sku = 'A4';
    update items set v = 103, gone = true where sku = 'A5';
    delete from articles where sku = 'A6'`);
  await company.journal();
  const found = await company.verify({ repair: true });
  assert.deepEqual(countsOf(found), { same: 5, missing: 1, waiting: 4, repaired: 1 });
  const reasons = found.records.filter(({ finding }) => finding === 'waiting');
  const reasonOf = (wanted: string) => reasons.find(({ key }) => key === wanted)?.reason ?? '';
  assert.match(reasonOf('A1'), /paused/);
  assert.match(reasonOf('A3'), /dead letter/);
  assert.match(reasonOf('A4'), /not been read yet/);
  assert.match(reasonOf('A5'), /not been read yet/);
  await company.hub.recovery.resumeKey(LANE, 'A1', signal);
  await company.hub.settled(signal);
  assert.deepEqual((await company.journal()).map(({ sku }) => sku).sort(), ['A1', 'A6']);
});

test('--repair takes from the source what the log does not hold, and a deletion that the hub missed is surplus', async () => {
  await using company = await Company.open(5);
  await company.sql.query(`
    update items set name = 'restored from a backup' where sku = 'A1';
    insert into items values ('B1', 2, 'late', 1);
    delete from items where sku = 'A2'; delete from articles where sku = 'A3'`);
  await company.journal();
  const found = await company.verify({ repair: true });
  assert.deepEqual(countsOf(found), { same: 2, missing: 2, different: 1, surplus: 1, repaired: 3 });
  assert.deepEqual(keysOf(found, 'surplus'), ['A2']);
  await company.hub.settled(signal);
  assert.equal(company.hub.streams()[0]?.records, 7, 'status counts what was stored again');
  assert.deepEqual((await company.journal()).map(({ sku }) => sku).sort(), ['A1', 'A3', 'B1']);
  assert.deepEqual(countsOf(await company.verify()), { same: 5, surplus: 1 });
});

test('verify does not check for surplus rows when the source is not read to its end', async () => {
  await using company = await Company.open(20);
  await company.sql.query(`insert into articles values ('X1', 'surplus')`);
  const { summary } = await company.verify({ limit: 10 });
  assert.equal(summary.complete, false);
  assert.equal(summary.read, 10);
  assert.equal(summary.lanes[0]?.surplusChecked, false);
  assert.deepEqual(countsOf({ summary, records: [] }), { same: 10 });
  await assert.rejects(company.verify({ lane: 'products/nobody' }), { code: 'NOT_FOUND' });
});

test('records in the backlog of a lane are reported as waiting, not as drift, and arrive without a repair', async () => {
  await using company = await Company.open(10);
  const { hub, sql } = company;
  const order = { kind: 'lane', name: LANE, requestedBy: 'test' } as const;
  await hub.send({ ...order, id: 'pause', action: 'pause' }, signal);
  await sql.query(`update items set v = 100, name = 'newer' where sku = 'A1';
    insert into items values ('B1', 101, 'new', 1)`);
  const started = Date.now();
  const read = until(hub, signal, () => {
    const { finishedAtMs = null } = hub.streams()[0]?.lastRun ?? {};
    return finishedAtMs !== null && finishedAtMs >= started;
  });
  const sync = { id: 'sync', kind: 'stream', name: 'products', requestedBy: 'test' } as const;
  await hub.send({ ...sync, action: 'sync' }, signal);
  await read;
  await company.journal();
  const found = await company.verify({ repair: true });
  assert.deepEqual(countsOf(found), { same: 9, waiting: 2 });
  for (const { reason } of found.records) assert.match(reason ?? '', /backlog/);
  await hub.send({ ...order, id: 'resume', action: 'resume' }, signal);
  await hub.settled(signal);
  assert.deepEqual((await company.journal()).map(({ sku }) => sku).sort(), ['A1', 'B1']);
  assert.deepEqual(countsOf(await company.verify()), { same: 11 });
});
