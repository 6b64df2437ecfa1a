import assert from 'node:assert/strict';
import { rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import pg from 'pg';
import type { HistoryClient } from '../../src/control/index.ts';
import { connectControl } from '../../src/control/index.ts';
import type {
  JsonObject,
  PlannedRecord,
  PlanRequest,
  PlanSummary,
} from '../../src/domain/index.ts';
import { everythingIn } from '../support/everything.ts';
import { HttpSystem } from '../support/http-system.ts';
import type { TestHub } from '../support/hub.ts';
import { startTestHub, syncAndSettle, until, writeConfig } from '../support/hub.ts';
import type { TestScope } from '../support/scope.ts';
import { testScope } from '../support/scope.ts';

const signal = AbortSignal.timeout(100_000);

/** A company with a PIM that is a file, an ERP with a table, and a shop with an HTTP API. */
class Company implements AsyncDisposable {
  readonly #disposed = new AsyncDisposableStack();
  readonly scope: TestScope;
  readonly shop: HttpSystem;
  readonly sql: pg.Client;
  hub!: TestHub;
  history!: HistoryClient;

  private constructor(scope: TestScope, shop: HttpSystem, sql: pg.Client) {
    this.scope = scope;
    this.shop = shop;
    this.sql = sql;
    this.#disposed.use(scope);
    this.#disposed.use(shop);
    this.#disposed.defer(() => sql.end());
  }

  static async open(rows: readonly unknown[], semantics = 'state'): Promise<Company> {
    const scope = await testScope();
    const sql = new pg.Client({ connectionString: scope.databaseUrl });
    await sql.connect();
    const company = new Company(scope, await HttpSystem.start(), sql);
    await sql.query(`create table articles (sku text primary key, title text, price numeric(12,2),
      changed timestamptz, other text default 'by hand')`);
    await company.write(rows);
    const config = `
connectors:
  pim: { kind: file, path: ./products.jsonl }
  shop: { kind: http, url: "${company.shop.url}" }
  erp: { kind: postgres, url: '\${DATABASE_URL}' }
streams:
  products:
    from: { connector: pim, entity: product, key: sku, version: v, deleted: gone }
    semantics: ${semantics}
    validate: ./product.schema.json
    to:
      - { connector: shop, entity: products, map: { sku: sku, name: name } }
      - connector: erp
        entity: articles
        match: title
        map: { sku: sku, title: name, price: price }
`;
    const schema = {
      type: 'object',
      properties: { name: { type: 'string' } },
      required: ['name'],
    };
    await writeConfig(scope, config, { 'product.schema.json': JSON.stringify(schema) });
    await company.start();
    return company;
  }

  async start(): Promise<void> {
    this.hub = await startTestHub(this.scope, path.join(this.scope.dir, 'stellwerk.yaml'));
    await this.hub.settled(signal);
    const client = await connectControl(this.hub.grpcAddress);
    this.#disposed.defer(() => client.close());
    this.history = client.history(signal);
  }

  /** Replaces the file as an export job does. */
  async write(rows: readonly unknown[]): Promise<void> {
    const file = path.join(this.scope.dir, 'products.jsonl');
    const lines = rows.map((row) => (typeof row === 'string' ? row : JSON.stringify(row)));
    await writeFile(`${file}.new`, lines.map((line) => `${line}\n`).join(''));
    await rename(`${file}.new`, file);
  }

  async plan(wanted: Partial<PlanRequest> = {}): Promise<Planned> {
    const request = {
      ...{ stream: 'products', lane: null, limit: 10_000, fromStart: false, details: 20 },
      ...{ againstTargets: false, ...wanted },
    };
    const records: PlannedRecord[] = [];
    for await (const event of this.history.plan(request)) {
      if (event.kind === 'record') records.push(event.record);
      if (event.kind === 'summary') return { records, summary: event.summary };
    }
    throw new Error('no summary');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.hub.stop();
    await this.#disposed.disposeAsync();
  }
}

interface Planned {
  readonly records: readonly PlannedRecord[];
  readonly summary: PlanSummary;
}

const product = (sku: string, v: number, name: string, more: JsonObject = {}) => ({
  ...{ sku, v, name, price: 10, ...more },
});

function countsOf({ summary }: Planned, lane: string): object {
  const counts = summary.lanes.find(({ name }) => name === lane)?.counts;
  return Object.fromEntries(Object.entries(counts ?? {}).filter(([, count]) => count > 0));
}

test('a plan shows what each target would get: created, changed (by field), deleted, unchanged, rejected; a run then does exactly that', async () => {
  await using company = await Company.open([
    product('A', 1, 'Shoe'),
    product('B', 1, 'Boot'),
    product('C', 1, 'Sock'),
    product('D', 1, 'Hat'),
  ]);
  await company.write([
    product('A', 2, 'Shoe', { price: 12.5 }),
    product('B', 2, 'Boot'),
    { ...product('C', 2, 'Sock'), gone: true },
    product('E', 1, 'Scarf'),
    { sku: 'F', v: 1, price: 1 },
    '{"broken',
    product('D', 0, 'Cap'),
  ]);
  const planned = await company.plan();
  const { summary, records } = planned;
  assert.deepEqual(
    { ...summary, lanes: summary.lanes.length },
    { stream: 'products', read: 7, skipped: 0, rejected: 1, complete: true, lanes: 2 },
  );
  const same = { create: 1, delete: 1, superseded: 1, reject: 1 };
  assert.deepEqual(countsOf(planned, 'products/shop'), { ...same, unchanged: 2 });
  assert.deepEqual(countsOf(planned, 'products/erp'), { ...same, change: 1, unchanged: 1 });
  assert.deepEqual(summary.lanes[1]?.fields, [{ path: 'price', records: 1 }]);
  const told = (lane: string | null, effect: string) =>
    records.filter((one) => one.lane === lane && one.effect === effect);
  const [change] = told('products/erp', 'change');
  assert.deepEqual([change?.key, change?.externalId, change?.basis], ['A', 'A', 'sent']);
  assert.deepEqual(change?.differences, [{ path: 'price', before: 10, after: 12.5 }]);
  const [creation] = told('products/shop', 'create');
  assert.deepEqual(
    [creation?.key, creation?.differences.map(({ path }) => path)],
    ['E', ['sku', 'name']],
  );
  const [rejection] = told('products/shop', 'reject');
  assert.deepEqual([rejection?.key, rejection?.code], ['F', 'RECORD_INVALID']);
  assert.match(rejection?.reason ?? '', /name/);
  const [row] = told(null, 'reject');
  assert.match(row?.position ?? '', /line 6/);

  const before = company.hub.lanes().map(({ counts }) => counts);
  await syncAndSettle(company.hub, 'products', signal);
  const after = company.hub.lanes().map(({ counts }) => counts);
  assert.deepEqual(
    after.map((counts, nth) => counts.applied - (before[nth]?.applied ?? 0)),
    [2, 3],
    'the run applied what was planned as created, changed and deleted',
  );
});

test('a plan writes nothing to the store, the log or a target, even before the first run', async () => {
  await using company = await Company.open([]);
  const rows = [product('A', 1, 'Shoe'), product('B', 1, 'Boot'), { sku: 'X', v: 1 }, '{"broken'];
  await company.write(rows);
  const writes = () =>
    company.shop.seen.filter(({ method }) => !['GET', 'HEAD'].includes(method)).length;
  const [before, written] = [await everythingIn(company.scope), writes()];
  const planned = await company.plan();
  assert.deepEqual(countsOf(planned, 'products/erp'), { create: 2, reject: 1 });
  assert.deepEqual(await everythingIn(company.scope), before);

  await syncAndSettle(company.hub, 'products', signal);
  await company.write([product('A', 2, 'Sandal'), ...rows]);
  const settled = await everythingIn(company.scope);
  const later = writes();
  await company.plan({ againstTargets: true });
  await company.plan({ fromStart: true });
  assert.deepEqual(await everythingIn(company.scope), settled);
  assert.deepEqual([written, writes()], [0, later]);
});

test('a plan against the target compares with its current values, whatever their spelling, and finds what drifted', async () => {
  await using company = await Company.open(
    ['A', 'B', 'C', 'D'].map((sku) => product(sku, 1, sku, { price: 19.9 })),
  );
  await company.sql.query(`update articles set title = 'by hand' where sku = 'B'`);
  await company.sql.query(`delete from articles where sku = 'C'`);
  await company.sql.query(`insert into articles (sku, title) values ('E', 'E')`);
  await company.write([
    ...['A', 'B', 'C'].map((sku) => product(sku, 2, sku, { price: 19.9 })),
    product('D', 2, 'D', { price: '19.90' }),
    product('E', 1, 'E', { price: 1 }),
    product('G', 1, 'G', { price: 'none' }),
  ]);
  const planned = await company.plan({ againstTargets: true });
  assert.deepEqual(
    planned.summary.lanes.map(({ againstTarget }) => againstTarget),
    [false, true],
  );
  const counts = { create: 1, change: 2, unchanged: 3, drifted: 2 };
  assert.deepEqual(countsOf(planned, 'products/erp'), counts);
  const erp = (key: string) =>
    planned.records.find((one) => one.lane === 'products/erp' && one.key === key);
  assert.deepEqual(
    [erp('B')?.drifted, erp('B')?.differences],
    [true, [{ path: 'title', before: 'by hand', after: 'B' }]],
  );
  assert.match(erp('C')?.reason ?? '', /no longer holds the record/);
  assert.deepEqual(erp('D')?.differences, [], 'another spelling of the same price is no change');
  assert.deepEqual(erp('E')?.differences, [{ path: 'price', before: null, after: 1 }]);
  assert.deepEqual([erp('G')?.effect, erp('G')?.differences.length], ['create', 3]);
});

test('of two versions of a key in one plan, the newest counts for state; for events the second is compared with the first', async () => {
  const rows = [product('A', 1, 'one'), product('A', 2, 'two')];
  await using states = await Company.open([]);
  await states.write(rows);
  const state = await states.plan({ lane: 'products/shop' });
  assert.deepEqual(countsOf(state, 'products/shop'), { create: 1, superseded: 1 });
  assert.equal(state.summary.lanes.length, 1);

  await using events = await Company.open([], 'event');
  await events.write(rows);
  const event = await events.plan({ lane: 'products/shop' });
  assert.deepEqual(countsOf(event, 'products/shop'), { create: 1, change: 1 });
  const [, second] = event.records;
  assert.deepEqual(
    [second?.basis, second?.differences],
    ['planned', [{ path: 'name', before: 'one', after: 'two' }]],
  );
});

test('the limit ends a plan before the end of the source, and the details are bounded while the counts cover all records', async () => {
  await using company = await Company.open([]);
  await company.write(Array.from({ length: 2_500 }, (_, nth) => product(`A${nth}`, 1, 'x')));
  const all = await company.plan({ details: 3 });
  assert.deepEqual(countsOf(all, 'products/shop'), { create: 2_500 });
  assert.equal(all.records.length, 6);
  const some = await company.plan({ limit: 1_200 });
  assert.deepEqual([some.summary.read, some.summary.complete], [1_200, false]);
  assert.deepEqual(countsOf(some, 'products/erp'), { create: 1_200 });
});

test('a plan shows that a record too large for the log would be rejected', async () => {
  await using company = await Company.open([]);
  await company.write([product('A', 1, 'x'.repeat(9_000_000)), product('B', 1, 'Boot')]);
  const planned = await company.plan({ lane: 'products/shop' });
  assert.equal(planned.summary.rejected, 1);
  assert.match(planned.records[0]?.reason ?? '', /the record is 90\d+ bytes/);
  assert.deepEqual(countsOf(planned, 'products/shop'), { create: 1 });
});

test('a cancelled plan releases its source, and at most three plans run at a time', async () => {
  await using scope = await testScope();
  await using shop = await HttpSystem.start();
  const config = `
connectors:
  shop: { kind: http, url: "${shop.url}" }
  out: { kind: file, path: ./out.jsonl }
streams:
  products:
    from: { connector: shop, entity: products, key: sku, version: v }
    to: [{ connector: out, entity: product, map: { sku: sku } }]
`;
  shop.reply = () => ({ body: [] });
  await using hub = await startTestHub(scope, await writeConfig(scope, config));
  await hub.settled(signal);
  shop.reply = () => ({ silent: true });
  const client = await connectControl(hub.grpcAddress);
  const stop = new AbortController();
  const seen = shop.seen.length;
  const plan = async () => {
    for await (const _event of client.history(stop.signal).plan(request)) assert.fail('told');
  };
  const plans = [1, 2, 3].map(() => assert.rejects(plan(), { code: 'CANCELLED' }));
  while (shop.seen.length < seen + 3) await setImmediate();
  await assert.rejects(plan(), {
    code: 'COMMAND_REJECTED',
    message: /3 plans are already running/,
  });
  stop.abort();
  await Promise.all(plans);
  client.close();
  shop.reply = () => ({ body: [{ sku: 'A', v: 1 }] });
  for (let freed = false; !freed; await setImmediate()) {
    freed = await firstOf(hub.planning.plan(request, signal)).catch(isRejected);
  }
});

async function firstOf(events: AsyncIterable<unknown>): Promise<true> {
  for await (const _event of events) break;
  return true;
}

/** Checks that the plan was refused: the slots are free only once the hub has noticed that the callers left. */
function isRejected(error: unknown): false {
  assert.equal((error as { code?: unknown }).code, 'COMMAND_REJECTED');
  return false;
}

test('a plan shows that records of a paused key would wait', async () => {
  await using company = await Company.open([product('A', 1, 'Shoe')]);
  await company.hub.recovery.pauseKey('products/shop', 'A', signal);
  await company.write([product('A', 2, 'Boot')]);
  const planned = await company.plan();
  assert.deepEqual(countsOf(planned, 'products/shop'), { wait: 1 });
  assert.deepEqual(countsOf(planned, 'products/erp'), { change: 1 });
});

/** Repeats a plan until there is a free slot: the hub learns only a little later that a plan was given up. */
async function onceThereIsRoom<Planned>(plan: () => Promise<Planned>): Promise<Planned> {
  for (;;) {
    try {
      return await plan();
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof Error && /plans are already running/.test(error.message))) throw error;
      await setImmediate();
    }
  }
}

test('a paused stream can be planned, a paused source cannot, and a plan that its caller gives up ends', async () => {
  await using company = await Company.open([product('A', 1, 'Shoe')]);
  const pause = (kind: 'stream' | 'connector', name: string) =>
    company.hub.send(
      { id: `pause-${name}`, kind, name, action: 'pause', requestedBy: 'test' },
      signal,
    );
  await pause('stream', 'products');
  await company.write([product('B', 1, 'Boot')]);
  assert.deepEqual(countsOf(await company.plan(), 'products/shop'), { create: 1 });
  for (let nth = 0; nth < 5; nth++) {
    await onceThereIsRoom(async () => {
      for await (const _first of company.history.plan(request)) break;
    });
  }
  const again = await onceThereIsRoom(() => company.plan());
  assert.deepEqual(countsOf(again, 'products/shop'), { create: 1 });
  await pause('connector', 'pim');
  await assert.rejects(company.plan(), { code: 'COMMAND_REJECTED', message: /pim is paused/ });
  await assert.rejects(company.plan({ stream: 'nobody' }), { code: 'NOT_FOUND' });
  await assert.rejects(company.plan({ lane: 'products/nobody' }), { code: 'NOT_FOUND' });
  await assert.rejects(company.plan({ limit: 100_001 }), { code: 'INVALID_REQUEST' });
});

test('a plan does not call a source whose circuit is open', async () => {
  await using scope = await testScope();
  await using shop = await HttpSystem.start();
  shop.reply = () => ({ status: 503 });
  const config = `
connectors:
  shop: { kind: http, url: "${shop.url}", circuit: { probe: { initial: 10m, max: 10m } } }
  out: { kind: file, path: ./out.jsonl }
streams:
  products:
    from: { connector: shop, entity: products, key: sku, version: v }
    to: [{ connector: out, entity: product, map: { sku: sku } }]
`;
  await using hub = await startTestHub(scope, await writeConfig(scope, config));
  const isOpen = () => hub.connectors().some(({ state }) => state === 'unavailable');
  await until(hub, signal, isOpen);
  const calls = shop.seen.length;
  const plan = async () => {
    for await (const _event of hub.planning.plan(request, signal)) assert.fail('planned');
  };
  await assert.rejects(plan(), { code: 'SOURCE_UNAVAILABLE', message: /shop is unavailable/ });
  assert.equal(shop.seen.length, calls);
});

const request: PlanRequest = {
  stream: 'products',
  lane: null,
  limit: 100,
  fromStart: true,
  details: 1,
  againstTargets: false,
};
