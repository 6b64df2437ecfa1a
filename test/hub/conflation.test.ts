import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import type { StandingAction, VerifyEvent } from '../../src/domain/index.ts';
import { applyTo, bundleOf } from '../support/apply.ts';
import type { TestHub } from '../support/hub.ts';
import { startTestHub, syncAndSettle, until, writeConfig } from '../support/hub.ts';
import { testScope } from '../support/scope.ts';

const signal = AbortSignal.timeout(90_000);
const KEYS = 400;
const LANE = 'stock/shop';

const config = (settings: string) => `
connectors:
  erp: { kind: postgres, url: '\${DATABASE_URL}' }
  shop: { kind: postgres, url: '\${DATABASE_URL}' }
streams:
  stock:
    from: { connector: erp, entity: levels, key: sku, version: v, overlap: 0s }
    ${settings}
    to: [{ connector: shop, entity: shelf, map: { sku: sku, pieces: pieces } }]
`;

let commands = 0;

async function order(hub: TestHub, action: StandingAction, kind: 'stream' | 'lane', name: string) {
  const id = `conflation-${commands++}`;
  await hub.send({ id, kind, name, action, requestedBy: 'test' }, signal);
}

/** Returns how many records were stored, delivered and conflated. */
function figures(hub: TestHub) {
  const [lane] = hub.lanes();
  const { applied = 0, unchanged = 0, superseded = 0, deadLettered = 0 } = lane?.counts ?? {};
  return {
    stored: hub.streams()[0]?.totals.stored ?? 0,
    delivered: applied + unchanged + superseded + deadLettered,
    conflated: lane?.conflated ?? 0,
  };
}

/** Changes every stock level several times, and waits until each change is stored; the lane may be running or paused. */
async function change(hub: TestHub, sql: pg.Client, times: number): Promise<void> {
  for (let time = 0; time < times; time++) {
    await sql.query('update levels set v = v + 1, pieces = pieces + 1');
    const stored = figures(hub).stored + KEYS;
    const read = until(hub, signal, () => figures(hub).stored === stored);
    await order(hub, 'sync', 'stream', 'stock');
    await read;
  }
}

test('a backlog of state shrinks to the newest version of each key, and stored records = delivered + conflated', async () => {
  await using scope = await testScope();
  const sql = new pg.Client({ connectionString: scope.databaseUrl });
  await sql.connect();
  await using closing = new AsyncDisposableStack();
  closing.defer(() => sql.end());
  await sql.query(`
    create table levels (sku text primary key, v bigint, pieces int);
    create table shelf (sku text primary key, pieces int);
    insert into levels select 'A' || n, 1, n from generate_series(1, ${KEYS}) n`);
  const differing = async () => {
    const { rows } = await sql.query<{ differing: number }>(
      'select count(*)::int as differing from levels l left join shelf s using (sku) where s.pieces is distinct from l.pieces',
    );
    return rows[0]?.differing;
  };
  const conflating = config('conflate: true');
  await using hub = await startTestHub(scope, await writeConfig(scope, conflating));
  await hub.settled(signal);
  assert.deepEqual(figures(hub), { stored: KEYS, delivered: KEYS, conflated: 0 });

  await order(hub, 'pause', 'lane', LANE);
  await change(hub, sql, 5);
  await until(hub, signal, () => hub.lanes()[0]?.backlog === KEYS);
  await order(hub, 'resume', 'lane', LANE);
  await hub.settled(signal);
  assert.deepEqual(figures(hub), { stored: 6 * KEYS, delivered: 2 * KEYS, conflated: 4 * KEYS });
  assert.equal(await differing(), 0);

  // A replay finds only the newest versions, and counts nothing twice.
  const from = { kind: 'seq', seq: 1 } as const;
  await hub.recovery.replayLane({ lane: LANE, from, force: false }, signal);
  await until(hub, signal, () => figures(hub).delivered === 3 * KEYS);
  assert.equal(figures(hub).conflated, 4 * KEYS);

  // The parked version has already left the log when the newer version comes and takes its place.
  await hub.recovery.pauseKey(LANE, 'A7', signal);
  await change(hub, sql, 1);
  await until(hub, signal, () => hub.lanes()[0]?.parked === 1);
  await change(hub, sql, 1);
  await until(hub, signal, () => hub.lanes()[0]?.backlog === 0);
  await hub.recovery.resumeKey(LANE, 'A7', signal);
  await hub.settled(signal);
  assert.equal(await differing(), 0);
  const end = figures(hub);
  assert.equal(end.stored, 8 * KEYS);
  assert.equal(end.delivered - KEYS + end.conflated, end.stored);

  const events: VerifyEvent[] = [];
  const whole = { stream: 'stock', lane: null, limit: 10_000, details: 10, repair: false };
  for await (const event of hub.verifying.verify(whole, signal)) events.push(event);
  const summary = events.find((event) => event.kind === 'summary')?.summary;
  assert.equal(summary?.read, KEYS);
  assert.equal(events.filter(({ kind }) => kind === 'record').length, 0);

  // With room for more versions per key each of them waits, and conflating them is a loss that must be allowed.
  await applyTo(hub, bundleOf(config('limits: { perKey: 9 }')));
  await syncAndSettle(hub, 'stock', signal);
  const before = figures(hub);
  await order(hub, 'pause', 'lane', LANE);
  await change(hub, sql, 3);
  await until(hub, signal, () => hub.lanes()[0]?.backlog === 3 * KEYS);
  await assert.rejects(applyTo(hub, bundleOf(conflating)), /keeps fewer versions of a key/);
  await applyTo(hub, bundleOf(conflating), { allowDataLoss: true });
  await until(hub, signal, () => hub.lanes()[0]?.backlog === KEYS);
  await order(hub, 'resume', 'lane', LANE);
  await hub.settled(signal);
  const after = figures(hub);
  const [stored = 0, delivered = 0, conflated = 0] = (
    ['stored', 'delivered', 'conflated'] as const
  ).map((name) => after[name] - before[name]);
  assert.equal(stored, delivered + conflated);
  assert.ok(conflated >= 2 * KEYS, `${conflated} of ${stored} were conflated`);
  assert.equal(await differing(), 0);
});
