import assert from 'node:assert/strict';
import { rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import type { HistoryClient } from '../../src/control/index.ts';
import { connectControl } from '../../src/control/index.ts';
import type { JsonObject, RecordInLane, Whereabouts } from '../../src/domain/index.ts';
import { bufCurl } from '../control/support.ts';
import { HttpSystem } from '../support/http-system.ts';
import type { Reply, SeenRequest } from '../support/http-system.ts';
import type { TestHub } from '../support/hub.ts';
import { startTestHub, syncAndSettle, until, writeConfig } from '../support/hub.ts';
import { testScope } from '../support/scope.ts';

const API = 'stellwerk.control.v1';
const signal = AbortSignal.timeout(100_000);

interface Company extends AsyncDisposable {
  readonly hub: TestHub;
  readonly history: HistoryClient;
  readonly erp: HttpSystem;
  /** Replaces the file of orders, reads it, and waits until everything is settled. */
  sync(rows: readonly JsonObject[]): Promise<void>;
  /** Replaces the file and reads it, without waiting for the lanes. */
  read(rows: readonly JsonObject[]): Promise<void>;
  find(id: string, more?: Partial<{ connector: string; entity: string }>): Promise<Whereabouts[]>;
}

/** A shop whose orders go to an ERP that assigns its own ids, and to a warehouse. */
async function openCompany(): Promise<Company> {
  const disposed = new AsyncDisposableStack();
  const scope = disposed.use(await testScope());
  const erp = disposed.use(await HttpSystem.start());
  const wms = disposed.use(await HttpSystem.start());
  erp.reply = answering('', {});
  const file = path.join(scope.dir, 'orders.jsonl');
  const write = async (rows: readonly JsonObject[]) => {
    await writeFile(`${file}.new`, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    await rename(`${file}.new`, file);
  };
  await write([]);
  const config = `
connectors:
  shop: { kind: file, path: ./orders.jsonl }
  erp: { kind: http, url: "${erp.url}" }
  wms: { kind: http, url: "${wms.url}" }
streams:
  orders:
    from: { connector: shop, entity: order, key: no, version: v }
    semantics: event
    validate: ./order.schema.json
    to:
      - { connector: erp, entity: documents, idField: id, map: { no: no, total: total }, retry: { attempts: 9, initial: 60s } }
      - { connector: wms, entity: picks, map: { no: no } }
`;
  const schema = { type: 'object', properties: { total: { type: 'number' } } };
  await writeConfig(scope, config, { 'order.schema.json': JSON.stringify(schema) });
  const hub = await startTestHub(scope, path.join(scope.dir, 'stellwerk.yaml'));
  disposed.defer(() => hub.stop());
  await hub.settled(signal);
  const client = await connectControl(hub.grpcAddress);
  disposed.defer(() => client.close());
  const history = client.history(signal);
  return {
    ...{ hub, history, erp },
    async sync(rows) {
      await write(rows);
      await syncAndSettle(hub, 'orders', signal);
    },
    async read(rows) {
      const [before] = hub.streams();
      await write(rows);
      const id = `read-${before?.totals.stored}`;
      await hub.send(
        { id, kind: 'stream', name: 'orders', action: 'sync', requestedBy: 'test' },
        signal,
      );
      const stored = (before?.totals.stored ?? 0) + rows.length;
      await until(hub, signal, () => (hub.streams()[0]?.totals.stored ?? 0) >= stored);
    },
    async find(id, { connector = '', entity = '' } = {}) {
      const by = { kind: 'id', id, connector: connector || null, entity: entity || null } as const;
      return [...(await history.lookUp({ by, versions: 5 }, true)).things];
    },
    [Symbol.asyncDispose]: () => disposed.disposeAsync(),
  };
}

const order = (no: string, v: number, total: unknown = 10): JsonObject =>
  ({ no, v, total }) as JsonObject;

function inLane([thing]: readonly Whereabouts[], lane: string): RecordInLane | undefined {
  return thing?.lanes.find((one) => one.lane === lane);
}

/** Returns an ERP that gives this reply to one order and accepts all others. */
function answering(no: string, reply: Reply) {
  return ({ body }: SeenRequest): Reply => {
    const { no: asked = '' } = (body || {}) as { readonly no?: string };
    return asked === no ? reply : { body: { id: `E${asked}` } };
  };
}

test('an order is found by its id in the shop or the ERP and by its master key, with links, versions and what each target has', async () => {
  await using company = await openCompany();
  await company.sync([order('1001', 1), order('1002', 1)]);
  await company.sync([order('1001', 2, 20)]);
  const [thing] = await company.find('1001');
  assert.deepEqual(
    thing?.links.map(({ connector, entity, externalId }) => `${connector}/${entity} ${externalId}`),
    ['erp/documents E1001', 'shop/order 1001', 'wms/picks 1001'],
  );
  const [stream] = thing?.streams ?? [];
  assert.deepEqual([stream?.stream, stream?.key, stream?.totalVersions], ['orders', '1001', 2]);
  assert.equal(stream?.versionsAreTimes, false, 'its versions are numbers');
  assert.deepEqual(
    stream?.versions.map(({ version, document }) => [version, document.total]),
    [
      [2, 20],
      [1, 10],
    ],
  );
  assert.deepEqual(
    thing?.lanes.map(({ lane, place, externalId, applied }) => [
      lane,
      place,
      externalId,
      applied?.version,
    ]),
    [
      ['orders/erp', 'delivered', 'E1001', 2],
      ['orders/wms', 'delivered', '1001', 2],
    ],
  );
  assert.ok((thing?.lanes[0]?.applied?.storedAtMs ?? 0) > Date.now() - 60_000);
  assert.deepEqual(await company.find('E1001'), [thing]);
  const by = { kind: 'master-key', masterKey: thing?.masterKey ?? '' } as const;
  const { things } = await company.history.lookUp({ by, versions: 1 }, false);
  assert.deepEqual(
    [things[0]?.streams[0]?.versions.length, things[0]?.streams[0]?.versions[0]?.document],
    [1, {}],
    'content is returned only on request',
  );
  assert.equal((await company.find('1001', { connector: 'shop', entity: 'order' })).length, 1);
  const { hub } = company;
  const foreign = await bufCurl(hub.grpcAddress, `${API}.RecordService/LookUpRecord`, {
    id: '1001',
  });
  assert.match(foreign.stdout, /"place": "RECORD_PLACE_DELIVERED"/, foreign.stderr);
  const planned = await bufCurl(hub.grpcAddress, `${API}.PlanService/PlanStream`, {
    stream: 'orders',
  });
  assert.match(planned.stdout, /"summary"/, planned.stderr);
  await assert.rejects(company.find('1001', { connector: 'erp' }), { code: 'NOT_FOUND' });
  await assert.rejects(company.find('nobody'), { code: 'NOT_FOUND', message: /nobody/ });
});

test('the look-up of an order that is not delivered says why: parked, dead letter, paused, or in the backlog', async () => {
  await using company = await openCompany();
  const { hub, erp } = company;
  erp.reply = answering('1', { status: 409 });
  await company.read([order('1', 1), order('2', 1)]);
  await until(hub, signal, () => hub.lanes()[0]?.parked === 1);
  const parked = inLane(await company.find('1'), 'orders/erp');
  assert.deepEqual(
    [parked?.place, parked?.parked[0]?.attempts, parked?.parked[0]?.last?.code],
    ['parked', 1, 'TARGET_BUSY'],
  );
  assert.ok((parked?.parked[0]?.dueAtMs ?? 0) > Date.now() + 10_000);

  await company.read([order('3', 1, 'much')]);
  await until(hub, signal, () => hub.lanes().every(({ counts }) => counts.deadLettered === 1));
  const [dead] = await company.find('3');
  assert.equal(dead?.masterKey, null, 'a record that was never valid is not linked');
  assert.deepEqual(
    dead?.lanes.map(({ place, deadLetters }) => [place, deadLetters[0]?.code]),
    [
      ['dead-letter', 'RECORD_INVALID'],
      ['dead-letter', 'RECORD_INVALID'],
    ],
  );

  await hub.recovery.pauseKey('orders/erp', '2', signal);
  await company.read([order('2', 2)]);
  await until(hub, signal, () => hub.lanes()[0]?.parked === 2);
  const paused = inLane(await company.find('2'), 'orders/erp');
  assert.deepEqual([paused?.place, paused?.paused, paused?.applied?.version], ['paused', true, 1]);

  const pause = { kind: 'lane', name: 'orders/erp', action: 'pause' } as const;
  await hub.send({ id: 'p', ...pause, requestedBy: 'test' }, signal);
  await company.read([order('4', 1)]);
  await until(hub, signal, () => hub.lanes()[1]?.backlog === 0);
  const waiting = inLane(await company.find('4'), 'orders/erp');
  assert.deepEqual(
    [waiting?.place, waiting?.backlog, waiting?.laneState],
    ['backlog', 1, 'paused'],
  );
});

test('a replay of dead letters is recorded as a run of each lane that takes them', async () => {
  await using company = await openCompany();
  const { hub } = company;
  await company.sync([order('1', 1, 'much'), order('2', 1, 'more')]);
  const filter = { lane: 'orders/wms' };
  await hub.recovery.replayDeadLetters({ filter, document: null, perSecond: null }, signal);
  const { runs } = await company.history.runs({ kind: 'replay' }, 10);
  assert.deepEqual(
    runs.map(({ lane, stored, outcome }) => [lane, stored, outcome]),
    [['orders/wms', 2, 'succeeded']],
  );
});

test('runs, including replays, are kept with counts, outcome and cursors', async () => {
  await using company = await openCompany();
  await company.sync([order('1', 1), order('2', 1)]);
  const from = { kind: 'seq', seq: 1 } as const;
  await company.hub.recovery.replayLane({ lane: 'orders/wms', from, force: false }, signal);
  const { runs, more } = await company.history.runs({}, 10);
  assert.deepEqual(
    runs.map(({ kind, stream, lane, outcome, read, stored }) => [
      ...[kind, stream, lane, outcome, read, stored],
    ]),
    [
      ['replay', 'orders', 'orders/wms', 'succeeded', 0, 2],
      ['poll', 'orders', null, 'succeeded', 2, 2],
      ['poll', 'orders', null, 'succeeded', 0, 0],
    ],
  );
  assert.equal(more, false);
  assert.equal(runs[1]?.cursorAfter, null, 'lists leave cursors out');
  const run = await company.history.run(runs[1]?.id ?? '');
  assert.equal(typeof run.cursorAfter?.state, 'string');
  assert.ok(run.cursorBefore !== null);
  const page = await company.history.runs({ kind: 'poll' }, 1);
  assert.deepEqual([page.runs.length, page.more], [1, true]);
  const [first] = company.hub.streams();
  assert.equal(first?.lastRun?.read, 2, 'a replay is not the last run of a stream');
});
