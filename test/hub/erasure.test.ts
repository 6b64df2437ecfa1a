import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import pg from 'pg';
import type { Erasure, JsonObject } from '../../src/domain/index.ts';
import { applyTo, bundleOf } from '../support/apply.ts';
import { rowsOf, waitingBackend, whileLocked } from '../support/database.ts';
import { heldAnywhere } from '../support/held-anywhere.ts';
import { HttpSystem } from '../support/http-system.ts';
import type { Reply, SeenRequest } from '../support/http-system.ts';
import type { TestHub } from '../support/hub.ts';
import { startTestHub, syncAndSettle, until, writeConfig } from '../support/hub.ts';
import type { TestScope } from '../support/scope.ts';
import { testScope } from '../support/scope.ts';

const signal = AbortSignal.timeout(120_000);
/** Has a space, which a NATS subject cannot hold. */
const KEY = 'kunde 4711';
const MAIL = 'erika.muster@home.example';
const SHOP = 'customers/shop';
const order = { stream: 'customers', key: KEY, everywhere: false, leaveFrames: false };
const nothing: Erasure = { erased: [], remaining: [] };

/** A company with customers in a file, a shop that accepts them, and a market with two lanes that answers as the test says. */
class Company implements AsyncDisposable {
  readonly #disposed = new AsyncDisposableStack();
  readonly scope: TestScope;
  readonly shop: HttpSystem;
  readonly market: HttpSystem;
  hub!: TestHub;

  private constructor(scope: TestScope, shop: HttpSystem, market: HttpSystem) {
    this.scope = scope;
    this.shop = shop;
    this.market = market;
    for (const one of [scope, shop, market]) this.#disposed.use(one);
  }

  static async open(personal = '[mail]'): Promise<Company> {
    const systems = [await HttpSystem.start(), await HttpSystem.start()] as const;
    const company = new Company(await testScope(), ...systems);
    const { shop, market } = company;
    shop.reply = taking;
    const config = `
connectors:
  crm: { kind: file, path: ./customers.jsonl }
  shop: { kind: http, url: "${shop.url}" }
  market: { kind: http, url: "${market.url}" }
streams:
  customers:
    from: { connector: crm, entity: customer, key: no, version: v }
    personal: ${personal}
    to:
      - { connector: shop, entity: customers, idField: id, map: &map { no: no, mail: mail }, retry: { attempts: 5, initial: 10ms } }
      - { connector: market, entity: customers, map: *map }
      - { connector: market, name: stock, entity: buyers, map: *map }
`;
    await writeConfig(company.scope, config);
    await company.write([]);
    await company.start();
    await company.hub.settled(signal);
    return company;
  }

  async start(): Promise<void> {
    this.hub = await startTestHub(this.scope, path.join(this.scope.dir, 'stellwerk.yaml'));
  }

  /** Replaces the file as an export job does. */
  async write(rows: readonly JsonObject[]): Promise<void> {
    const file = path.join(this.scope.dir, 'customers.jsonl');
    await writeFile(`${file}.new`, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    await rename(`${file}.new`, file);
  }

  async sync(rows: readonly JsonObject[]): Promise<void> {
    await this.write(rows);
    await syncAndSettle(this.hub, 'customers', signal);
  }

  /** Pauses the shop's lane and stores the rows; resolves when the lane's backlog is `waiting`. */
  async store(rows: readonly JsonObject[], waiting: number): Promise<void> {
    await this.send('lane', SHOP, 'pause');
    await this.write(rows);
    await this.send('stream', 'customers', 'sync');
    await this.untilWaiting(waiting);
  }

  untilWaiting(records: number): Promise<void> {
    const isSo = () =>
      this.hub.lanes().some((lane) => lane.name === SHOP && lane.backlog === records);
    return until(this.hub, signal, isSo);
  }

  send(kind: 'lane' | 'stream', name: string, action: 'pause' | 'resume' | 'sync'): Promise<void> {
    return this.hub.send({ id: randomUUID(), kind, name, action, requestedBy: 'test' }, signal);
  }

  /** Runs a statement, in which `$schema` is the hub's schema. */
  sql(text: string, values: unknown[] = []) {
    const { databaseUrl, namespace } = this.scope;
    return rowsOf(databaseUrl, text.replaceAll('$schema', namespace), values);
  }

  held(): Promise<readonly string[]> {
    return heldAnywhere(this.scope, [KEY, MAIL]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.hub.stop();
    await this.#disposed.disposeAsync();
  }
}

const customer = (no: string, v: number): JsonObject => ({ no, v, mail: `${no}@home.example` });
const erika = (v: number): JsonObject => ({ no: KEY, v, mail: MAIL, note: `visit ${v}` });

const taking = ({ body }: SeenRequest): Reply => ({ body: { id: `S-${numberIn(body)}` } });
const numberIn = (body: unknown) => (body as { readonly no?: string } | null)?.no ?? '';
const isErika = ({ body }: SeenRequest) => numberIn(body) === KEY;
const numbersTold = ({ seen }: HttpSystem) =>
  seen.map(({ body }) => numberIn(body)).filter((no) => no !== '');

function placesIn({ erased }: Erasure): Record<string, number> {
  return Object.fromEntries(erased.map(({ place, count }) => [place, count]));
}

/** Puts the customer into every place in which one stream can hold it. */
async function knownEverywhere(company: Company): Promise<void> {
  const { shop, market, hub } = company;
  const once: Reply[] = [{ status: 409, body: `busy with ${KEY}` }];
  shop.reply = (request) => (isErika(request) && once.shift()) || taking(request);
  market.reply = (request) =>
    isErika(request) ? { status: 422, body: { message: `we do not know ${MAIL}` } } : {};
  await hub.recovery.pauseKey('customers/stock', KEY, signal);
  const broken = { no: KEY, v: 'never', mail: MAIL };
  await company.sync([customer('A', 1), erika(1), broken, customer('B', 1)]);
  await company.sync([customer('A', 1), erika(2), broken, customer('B', 1)]);
  await company.sql('insert into $schema.hint (stream, key) values ($1, $2)', ['customers', KEY]);
  await company.sql('update $schema.run set cursor_after = $1 where id = 2', [{ after: KEY }]);
}

test('after an erasure neither key nor content is left anywhere, and nothing else has changed', async () => {
  await using company = await Company.open();
  const { hub, shop } = company;
  await knownEverywhere(company);
  const others = () => {
    const by = { kind: 'id', id: 'A', connector: 'crm', entity: null } as const;
    return hub.history.lookUp({ by, versions: 5 }, { personal: true }, signal);
  };
  const before = { held: await company.held(), others: await others() };
  const counts = hub.lanes().map((lane) => lane.counts);
  for (const table of [
    'applied',
    'dead_letter',
    'hint',
    'link',
    'parked',
    'paused_key',
    'returned',
  ])
    assert.ok(before.held.includes(table), `${table} holds it`);

  const preview = await hub.erasing.preview(order, signal);
  assert.deepEqual(await company.held(), before.held, 'a dry run writes nothing');
  const erasure = await hub.erasing.erase(order, signal, 'request-1');
  assert.deepEqual(preview, erasure);
  const { log, links, ...places } = placesIn(erasure);
  assert.deepEqual([log, (links ?? 0) >= 2], [2, true]);
  assert.deepEqual(Object.keys(places).sort(), [
    ...['applied', 'dead-letters', 'hints', 'parked', 'paused-keys', 'retried', 'runs'],
  ]);
  assert.deepEqual(erasure.remaining, []);

  assert.deepEqual(await company.held(), []);
  assert.deepEqual(await others(), before.others);
  assert.deepEqual(
    hub.lanes().map((lane) => lane.counts),
    counts,
    'an erasure delivers nothing',
  );
  assert.deepEqual(await hub.erasing.erase(order, signal), nothing);
  assert.deepEqual(
    await hub.erasing.erase(order, signal, 'request-1'),
    erasure,
    'the first answer',
  );

  // If the source still has the customer, it comes back as a new thing: the source must erase it first.
  const told = numbersTold(shop).filter((no) => no === KEY).length;
  await company.sync([erika(2)]);
  assert.equal(numbersTold(shop).filter((no) => no === KEY).length, told + 1);
  assert.notDeepEqual(await company.held(), []);
});

test('an erasure removes records from the backlog, and lanes, status and later records are not affected', async () => {
  await using company = await Company.open();
  const { hub, shop } = company;
  await company.sync([customer('A', 1)]);
  await company.store([customer('A', 1), erika(1), customer('B', 1), erika(2), erika(3)], 4);
  assert.equal(placesIn(await hub.erasing.erase(order, signal)).log, 3);
  await company.untilWaiting(1);
  await company.send('lane', SHOP, 'resume');
  await hub.settled(signal);
  assert.ok(hub.lanes().every(({ backlog }) => backlog === 0));
  await company.sync([customer('C', 1)]);
  assert.deepEqual(numbersTold(shop), ['A', 'B', 'C']);
  assert.deepEqual(await company.held(), []);

  // A restarted hub finds the same.
  await hub.stop();
  await company.start();
  await company.sync([customer('D', 1)]);
  assert.deepEqual(numbersTold(shop), ['A', 'B', 'C', 'D']);
  assert.equal(company.hub.streams()[0]?.records, 4);
});

test('a record that is being delivered during its erasure is not stored again afterwards', async () => {
  await using company = await Company.open();
  const { hub, shop } = company;
  const answered = Promise.withResolvers<void>();
  const given = Promise.withResolvers<void>();
  shop.reply = (request) => {
    if (!isErika(request)) return taking(request);
    given.resolve();
    return { ...taking(request), until: answered.promise };
  };
  await company.write([customer('A', 1), erika(1)]);
  await company.send('stream', 'customers', 'sync');
  await given.promise;
  await hub.erasing.erase(order, signal);
  answered.resolve();
  await company.sync([customer('B', 1)]);
  assert.ok(numbersTold(shop).includes('B'));
  assert.deepEqual(await company.held(), []);
});

test('an erasure of records in frames is refused with their expiry, or leaves them once every lane has passed them', async () => {
  await using company = await Company.open('[]');
  const { hub } = company;
  await company.store([customer('A', 1), erika(1)], 2);
  const leaving = { ...order, leaveFrames: true };
  await assert.rejects(hub.erasing.erase(leaving, signal), {
    code: 'ERASURE_REFUSED',
    message: /Lane customers\/shop has yet to take the record/,
  });
  await company.send('lane', SHOP, 'resume');
  await hub.settled(signal);

  const before = await company.held();
  await assert.rejects(hub.erasing.erase(order, signal), {
    code: 'ERASURE_REFUSED',
    message: /stream customers \(1\), which drops the newest of them after 20/,
  });
  assert.deepEqual(await company.held(), before);
  const { erased, remaining } = await hub.erasing.erase(leaving, signal);
  assert.ok(erased.some(({ place }) => place === 'links'));
  const [frames] = remaining;
  assert.deepEqual([frames?.kind, frames?.stream, frames?.count], ['frames', 'customers', 1]);
  assert.ok((frames?.untilMs ?? 0) > Date.now() + 29 * 86_400_000);
  assert.deepEqual(await company.held(), ['-stream-customers']);
});

test('an erasure that failed in the middle is completed by the next call', async () => {
  await using company = await Company.open();
  const { hub } = company;
  await knownEverywhere(company);
  await company.sql(
    `create function $schema.fail() returns trigger language plpgsql as $$ begin raise exception 'the disk is full'; end $$;
     create trigger fail before delete on $schema.link for each row execute function $schema.fail()`,
  );
  await assert.rejects(hub.erasing.erase(order, signal, 'request-2'), {
    code: 'STORE_UNAVAILABLE',
  });
  const between = await company.held();
  assert.ok(!between.includes('-stream-customers') && between.includes('dead_letter'));
  await company.sql('drop trigger fail on $schema.link');
  await hub.stop();
  await company.start();
  await company.hub.settled(signal);
  assert.ok('links' in placesIn(await company.hub.erasing.erase(order, signal, 'request-2')));
  assert.deepEqual(await company.held(), []);
});

test('a replay of a key that is repeated with its request id gets the first answer, although the record was erased meanwhile', async () => {
  await using company = await Company.open();
  const { recovery, erasing } = company.hub;
  await company.sync([erika(1)]);
  const from = { kind: 'key', key: KEY } as const;
  const replay = { lane: SHOP, from, force: true, requestId: 'ticket-17' };
  assert.equal(await recovery.replayLane(replay, signal), 1);
  await company.hub.settled(signal);
  await erasing.erase(order, signal);
  assert.equal(await recovery.replayLane(replay, signal), 1);
  const another = { ...replay, requestId: 'ticket-18' };
  await assert.rejects(recovery.replayLane(another, signal), { code: 'NOT_FOUND' });
});

test('a configuration is not applied in the middle of an erasure, which would let a new lane deliver what is being erased', async () => {
  await using company = await Company.open();
  const { hub, scope } = company;
  await company.sync([erika(1)]);
  const text = await readFile(path.join(scope.dir, 'stellwerk.yaml'), 'utf8');
  const bundle = bundleOf(text.replace('mail: mail', 'address: mail'));
  const sql = new pg.Client({ connectionString: scope.databaseUrl });
  await sql.connect();
  await using _closed = { [Symbol.asyncDispose]: () => sql.end() };
  const under: Promise<unknown>[] = [];
  await whileLocked(scope.databaseUrl, `"${scope.namespace}".link`, async () => {
    under.push(hub.erasing.erase(order, signal));
    await waitingBackend(sql);
    const applying = applyTo(hub, bundle);
    under.push(applying);
    const waits = () => hub.configuration.status().doing === 'waits for erasures and merges to end';
    await Promise.race([applying, until(hub, signal, waits)]);
    assert.ok(waits(), 'the erasure comes first');
  });
  await Promise.all(under);
  assert.equal(hub.configuration.status().version, 2);
});
