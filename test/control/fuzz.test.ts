import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { loadProtocol } from '../../src/control/protocol.ts';
import { rowsOf } from '../support/database.ts';
import { startTestHub, writeConfig } from '../support/hub.ts';
import { testScope } from '../support/scope.ts';
import type { Answer, Method } from './fuzz/caller.ts';
import { methodsOf, RawCaller } from './fuzz/caller.ts';
import type { FuzzedServer, Weight } from './fuzz/child.ts';
import { startFuzzed } from './fuzz/child.ts';
import {
  brokenCalls,
  callBroken,
  dropCall,
  dropping,
  garbage,
  openSession,
  throwAt,
} from './fuzz/garbage.ts';
import { Messages } from './fuzz/messages.ts';

/**
 * Whatever a caller sends, it is told what was wrong and the hub continues to work. A few seconds of this, the same in
 * every run, are part of `npm test`; `STELLWERK_FUZZ_MINUTES=10 npm test -- test/control/fuzz.test.ts` runs for that
 * long from a random seed.
 */
const minutes = Number(process.env.STELLWERK_FUZZ_MINUTES ?? '0');
const seed = minutes > 0 ? Math.floor(Math.random() * 2 ** 31) : 20_261_125;
if (minutes > 0) console.log(`fuzz: seed ${seed}, ${minutes} min`);

/** Half of the long run goes to the fake hub, a quarter each to the real hub and to garbage. */
const bounds = (runs: number, share: number) =>
  minutes > 0
    ? { seed, numRuns: 1e9, interruptAfterTimeLimit: minutes * 60_000 * share }
    : { seed, numRuns: runs };
const timeout = minutes * 60_000 + 120_000;

/** Statuses that blame the hub, which a caller must never be able to cause. */
const HUBS_OWN = [
  'INTERNAL',
  'UNKNOWN',
  'DATA_LOSS',
  'UNAVAILABLE',
  'DEADLINE_EXCEEDED',
  'UNIMPLEMENTED',
];
/** Room for dead sessions and closures that are not collected yet; a leak of one watcher per call would far exceed it. */
const HEAP_SLACK_MB = 30;

const { definition } = await loadProtocol();
const methods = methodsOf(definition);
const messages = new Messages(definition);
const anyCall = fc
  .constantFrom(...methods)
  .chain((method) => messages.bytesOf(method.request).map((bytes) => ({ method, bytes })));
const LIST = '/stellwerk.control.v1.StreamService/ListStreams';

function checkBlame({ path }: Method, { status, details }: Answer): void {
  assert.ok(!HUBS_OWN.includes(status), `${path} answered ${status}: ${details}`);
}

async function isWell(address: string): Promise<void> {
  using caller = new RawCaller(address);
  const answer = await caller.call({ path: LIST, streams: false }, Buffer.alloc(0));
  assert.equal(answer.status, 'OK', answer.details);
}

suite('Whatever a caller sends,', { timeout }, () => {
  test(
    'the status never blames the hub, and the server keeps nothing of the call',
    { timeout },
    async () => {
      assert.ok(methods.length >= 24);
      await using server = await startFuzzed();
      using caller = new RawCaller(server.address);
      const told = new Map<string, number>();
      const property = fc.asyncProperty(anyCall, async ({ method, bytes }) => {
        const answer = await caller.call(method, bytes);
        told.set(answer.status, (told.get(answer.status) ?? 0) + 1);
        checkBlame(method, answer);
        assert.deepEqual(server.faults, []);
      });
      await fc.assert(property, { seed, numRuns: 300 });
      const before = await server.weigh();
      await fc.assert(property, bounds(2_500, 0.5));
      const after = await settledWeight(server);
      assert.equal(after.watchers, 0);
      assert.ok(
        after.heapMb - before.heapMb < HEAP_SLACK_MB,
        `${before.heapMb} to ${after.heapMb} MB`,
      );
      // Otherwise only the first check of each method would have been tested.
      assert.ok(
        (told.get('OK') ?? 0) > 200 && (told.get('INVALID_ARGUMENT') ?? 0) > 200,
        [...told].join(),
      );
      await isWell(server.address);
    },
  );

  test('bytes that are not a call end only their own connection', { timeout }, async () => {
    await using server = await startFuzzed();
    const port = Number(server.address.split(':').at(-1));
    const property = fc.asyncProperty(garbage, fc.boolean(), async (bytes, politely) => {
      await throwAt(port, bytes, politely);
      assert.deepEqual(server.faults, []);
    });
    await fc.assert(property, bounds(300, 0.25));
    await isWell(server.address);
    const { watchers } = await settledWeight(server);
    assert.equal(watchers, 0);
  });

  test(
    'calls that break the framing are refused, and all other calls continue',
    { timeout },
    async () => {
      await using server = await startFuzzed();
      const session = openSession(server.address);
      for (const { path } of methods) {
        await Promise.all(
          Object.values(brokenCalls).map((call) => callBroken(session, path, call)),
        );
      }
      session.destroy();
      await isWell(server.address);
      assert.deepEqual(server.faults, []);
      assert.equal((await settledWeight(server)).watchers, 0);
    },
  );

  test(
    'thousands of calls that are begun and dropped leave nothing behind',
    { timeout },
    async () => {
      await using server = await startFuzzed();
      /** Uses a new session each time, since Node closes one that resets too many calls. */
      const dropAll = async (rounds: number) => {
        for (let round = 0; round < rounds; round++) {
          const session = openSession(server.address);
          for (const when of dropping) {
            const calls = Array.from({ length: 6 }, () => methods).flat();
            await Promise.all(calls.map(({ path }) => dropCall(session, path, when)));
          }
          session.destroy();
          await isWell(server.address);
        }
      };
      await dropAll(3);
      const before = await server.weigh();
      await dropAll(10);
      const after = await settledWeight(server);
      assert.equal(after.watchers, 0);
      assert.ok(
        after.heapMb - before.heapMb < HEAP_SLACK_MB,
        `${before.heapMb} to ${after.heapMb} MB`,
      );
      assert.deepEqual(server.faults, []);
    },
  );

  test('a real hub answers in the same way and continues its work', { timeout }, async () => {
    await using scope = await testScope();
    await rowsOf(
      scope.databaseUrl,
      `create table source (sku text primary key, name text, updated_at timestamptz default now());
       create table shop_product (sku text primary key, name text not null);
       insert into source (sku, name) values ('A1', 'Signal'), ('A2', null)`,
    );
    const signal = AbortSignal.timeout(timeout);
    await using hub = await startTestHub(scope, await writeConfig(scope, config));
    await hub.settled(signal);
    using caller = new RawCaller(hub.grpcAddress);
    const property = fc.asyncProperty(anyCall, async ({ method, bytes }) => {
      const answer = await caller.call(method, bytes);
      checkBlame(method, answer);
    });
    await fc.assert(property, bounds(700, 0.25));
    for (const path of RESUMING) {
      const name = path.includes('Lane')
        ? 'products/shop'
        : path.includes('Stream')
          ? 'products'
          : 'shop';
      await caller.call({ path, streams: false }, nameOf(name));
    }
    await caller.call({ path: RESUMING[0] ?? '', streams: false }, nameOf('pim'));
    await rowsOf(scope.databaseUrl, `insert into source (sku, name) values ('B1', 'Lamp')`);
    await caller.call({ path: SYNC, streams: false }, nameOf('products'));
    for (let rows: unknown[] = []; rows.length === 0;) {
      signal.throwIfAborted();
      rows = await rowsOf(scope.databaseUrl, `select 1 from shop_product where sku = 'B1'`);
    }
  });
});

/** Weighs the server when it has noticed all dropped calls, or after 5 s. */
async function settledWeight(server: FuzzedServer): Promise<Weight> {
  const deadline = Date.now() + 5_000;
  for (;;) {
    const weight = await server.weigh();
    if (weight.watchers === 0 || Date.now() > deadline) return weight;
  }
}

const nameOf = (name: string) =>
  Buffer.concat([Buffer.from([0x0a, name.length]), Buffer.from(name)]);
const V1 = '/stellwerk.control.v1';
const RESUMING = [
  `${V1}.ConnectorService/ResumeConnector`,
  `${V1}.StreamService/ResumeStream`,
  `${V1}.LaneService/ResumeLane`,
];
const SYNC = `${V1}.StreamService/SyncStream`;
const config = `
connectors:
  pim: { kind: postgres, url: "\${DATABASE_URL}" }
  shop: { kind: postgres, url: "\${DATABASE_URL}" }
streams:
  products:
    from: { connector: pim, entity: source, key: sku, version: updated_at }
    to:
      - { connector: shop, entity: shop_product, key: sku, map: { sku: sku, name: name } }
`;
