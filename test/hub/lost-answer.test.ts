import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import pg from 'pg';
import { Proxy } from '../../bench/support/proxy.ts';
import { applyTo, bundleOf } from '../support/apply.ts';
import { untilRow, waitingBackend } from '../support/database.ts';
import { startTestHub, syncAndSettle, until, writeConfig } from '../support/hub.ts';
import { HttpSystem } from '../support/http-system.ts';
import { testScope } from '../support/scope.ts';

const signal = AbortSignal.timeout(40_000);

const config = (url: string) => `
connectors:
  pim: { kind: file, path: ./products.jsonl }
  shop: { kind: http, url: "${url}" }
streams:
  products:
    from: { connector: pim, entity: product, key: sku, version: changed }
    every: 1h
    to: [{ connector: shop, entity: products, batch: { path: /products, idField: sku }, map: { sku: sku, changed: changed } }]
`;
/** A hub with one product delivered to a shop, and a link to its database that can lose answers. */
async function openCompany(reply: HttpSystem['reply']) {
  await using opened = new AsyncDisposableStack();
  const scope = opened.use(await testScope());
  const shop = opened.use(await HttpSystem.start());
  shop.reply = reply;
  const link = opened.use(await Proxy.open(Number(new URL(scope.databaseUrl).port)));
  const configFile = await writeConfig(scope, config(shop.url), { 'products.jsonl': product(1) });
  const behind = new URL(scope.databaseUrl);
  behind.port = String(link.port);
  const hub = opened.use(await startTestHub({ ...scope, databaseUrl: behind.href }, configFile));
  await hub.settled(signal);
  const owned = opened.move();
  return { ...{ hub, scope, shop, link }, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

const product = (changed: number) => JSON.stringify({ sku: 'A', changed });

// The shop answers only once the database's answers are lost; the connections break when the settlement is committed.
test('a lane whose last settlement was committed without an answer shows that nothing waits', async () => {
  await using company = await openCompany(({ body }) => ({ body }));
  const { hub, scope, shop, link } = company;

  const answered = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  shop.reply = ({ body }) => {
    asked.resolve();
    return { body, until: answered.promise };
  };
  await writeConfig(scope, config(shop.url), { 'products.jsonl': product(2) });
  const synced = syncAndSettle(hub, 'products', signal);
  await asked.promise;
  await until(hub, signal, () => hub.streams()[0]?.lastRun?.finishedAtMs !== null);
  link.swallowAnswers();
  answered.resolve();
  const settled = `select from "${scope.namespace}".lane where settled_seq = 2`;
  await untilRow(scope.databaseUrl, settled, signal);
  link.change('clear');

  await synced;
  const [lane] = hub.lanes();
  assert.equal(lane?.settledSeq, 2);
  assert.equal(lane.backlog, 0);
  assert.equal(lane.counts.applied, 2);
});

/** Lets each transaction that changes a dead letter wait for the lock 1 when it commits. */
const commitsWait = (schema: string) => `
  create function "${schema}".wait() returns trigger language plpgsql as $$
    begin perform pg_advisory_xact_lock(1); return null; end $$;
  create constraint trigger wait after update on "${schema}".dead_letter deferrable initially deferred
    for each row execute function "${schema}".wait()`;

// The target has refused the product once; the replay is stored, and its answer lost.
test('a replay of dead letters that was stored without an answer is delivered without another order', async () => {
  await using company = await openCompany(() => ({
    status: 422,
    body: { message: 'unknown category' },
  }));
  const { hub, scope, shop, link } = company;
  assert.equal(await hub.recovery.countDeadLetters({ states: ['open'] }), 1);

  const delivered = Promise.withResolvers<void>();
  shop.reply = ({ body }) => {
    delivered.resolve();
    return { body };
  };
  const gate = new pg.Client({ connectionString: scope.databaseUrl });
  await gate.connect();
  await using _closed = { [Symbol.asyncDispose]: () => gate.end() };
  await gate.query(`select pg_advisory_lock(1); ${commitsWait(scope.namespace)}`);
  const replay = { filter: { stream: 'products' }, document: null, perSecond: null };
  const unanswered = assert.rejects(hub.recovery.replayDeadLetters(replay, signal), {
    code: 'STORE_UNAVAILABLE',
  });
  await waitingBackend(gate);
  link.swallowAnswers();
  await gate.query('select pg_advisory_unlock(1)');
  const replaying = `select from "${scope.namespace}".dead_letter where state = 'replaying'`;
  await untilRow(scope.databaseUrl, replaying, signal);
  link.change('clear');
  await unanswered;

  await Promise.race([delivered.promise, once(signal, 'abort')]);
  signal.throwIfAborted();
  await hub.settled(signal);
  assert.equal(hub.lanes()[0]?.counts.applied, 1);
});

test('a configuration whose version was stored without an answer can be applied again', async () => {
  await using company = await openCompany(({ body }) => ({ body }));
  const { hub, scope, shop, link } = company;
  const gate = new pg.Client({ connectionString: scope.databaseUrl });
  await gate.connect();
  await using _closed = { [Symbol.asyncDispose]: () => gate.end() };
  const table = `"${scope.namespace}".config_version`;
  await gate.query(`select pg_advisory_lock(1);
    create function "${scope.namespace}".wait() returns trigger language plpgsql as $$
      begin perform pg_advisory_xact_lock(1); return new; end $$;
    create trigger wait before insert on ${table} for each row execute function "${scope.namespace}".wait()`);

  const bundle = bundleOf(config(shop.url).replace('every: 1h', 'every: 2h'));
  const unanswered = assert.rejects(applyTo(hub, bundle), { code: 'STORE_UNAVAILABLE' });
  await waitingBackend(gate);
  link.swallowAnswers();
  await gate.query('select pg_advisory_unlock(1)');
  const stored = `select from ${table} where version = 2`;
  await untilRow(scope.databaseUrl, stored, signal);
  link.change('clear');
  await unanswered;

  assert.equal(hub.configuration.status().version, 1);
  assert.equal((await applyTo(hub, bundle)).version, 2);
  const versions = await hub.configuration.history(10, null);
  assert.deepEqual(
    versions.map(({ version }) => version),
    [2, 1],
  );
});
