import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import test from 'node:test';
import { Proxy } from '../../bench/support/proxy.ts';
import { reachDatabase } from '../../src/store/index.ts';
import { untilRow } from '../support/database.ts';
import { openStore } from '../support/open-store.ts';
import { testScope } from '../support/scope.ts';
import { appliedRecords, noCounts, productsToShop } from './support.ts';

/*
 * Scenario: the connection to the database breaks, stays broken for a while and comes back. Meanwhile the store fails every
 * call; afterwards it works again by itself. The lease is lost, because it ends with its connection.
 */
test('the store fails every call while the database is away, and works again by itself when it is back', async () => {
  await using scope = await testScope();
  const line = await breakableLine(scope.databaseUrl);
  const database = await reachDatabase({ ...scope, databaseUrl: line.databaseUrl });
  const store = await database.openStore();
  const lane = await store.lane(productsToShop);
  const records = await appliedRecords(lane, ['a'], 1);
  const lease = await database.acquireLease({ signal: new AbortController().signal });
  const lost = once(lease.lost, 'abort');

  await line.cut();
  await lost;
  const away = { code: 'STORE_UNAVAILABLE', retryable: true };
  const settlement = { previousSeq: 0, lastSeq: 1, records, counts: noCounts };
  await assert.rejects(lane.claim(['b']), away);
  await assert.rejects(lane.settle(settlement), away);
  await assert.rejects(lane.position(), away);
  await assert.rejects(store.stream('products').load(), away);
  await assert.rejects(store.snapshots.save('lane.a', {}), away);
  await assert.rejects(store.links('pim', 'product', 'a'), away);
  await assert.rejects(database.acquireLease({ signal: new AbortController().signal }), away);

  await line.mend();
  await lane.settle(settlement);
  assert.equal((await lane.position()).settledSeq, 1);
  assert.equal((await store.links('pim', 'product', 'a'))?.masterKey, records[0]?.masterKey);
  await lease.release();
  await store.close();
  await line.cut();
});

test('a store whose lines are cut waits for no server that stays silent', async () => {
  await using scope = await testScope();
  await using link = await Proxy.open(Number(new URL(scope.databaseUrl).port));
  const behind = new URL(scope.databaseUrl);
  behind.port = String(link.port);
  const database = await reachDatabase({ ...scope, databaseUrl: behind.href });
  const store = await database.openStore();
  const lane = await store.lane(productsToShop);
  const lease = await database.acquireLease({ signal: new AbortController().signal });
  link.swallow();
  const ended = { code: 'STORE_UNAVAILABLE', message: /Connection terminated unexpectedly/ };
  const allEnd = () =>
    [lane.position(), store.snapshots.save('lane.a', {})].map((call) =>
      assert.rejects(call, ended),
    );
  const underWay = allEnd();
  store.cut();
  await Promise.all([...underWay, ...allEnd()]);
  await lease.release();
  await store.close();
});

test('the transaction of a hub that vanished ends, so that the hub in its place settles the lane', async () => {
  await using scope = await testScope();
  await using link = await Proxy.open(Number(new URL(scope.databaseUrl).port));
  const behind = new URL(scope.databaseUrl);
  behind.port = String(link.port);
  const vanishing = { ...scope, databaseUrl: behind.href, silentTransactionMs: 500 };
  const former = await openStore(vanishing);
  const next = await openStore(scope);
  const settlement = { previousSeq: 0, lastSeq: 1, records: [], counts: noCounts };
  const lane = await former.lane(productsToShop);
  const isOpen = `select from pg_stat_activity
    where state = 'idle in transaction' and datname = current_database()`;
  link.loseAnswerTo('settled_seq');
  const unanswered = assert.rejects(lane.settle({ ...settlement, decided: [] }), {
    code: 'STORE_UNAVAILABLE',
  });
  await untilRow(scope.databaseUrl, isOpen, AbortSignal.timeout(30_000));
  await (await next.lane(productsToShop)).settle(settlement);
  former.cut();
  await unanswered;
  await Promise.all([former.close(), next.close()]);
});

/** A TCP relay in front of the database that can be cut and mended. Its address stays the same. */
async function breakableLine(databaseUrl: string) {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one
        .on('error', () => undefined)
        .on('close', () => {
          sockets.delete(one);
          other.destroy();
        });
      one.pipe(other);
    }
  });
  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  };
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const near = new URL(databaseUrl);
  near.host = `127.0.0.1:${port}`;
  return {
    databaseUrl: near.href,
    async cut() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    mend: () => listen(port),
  };
}
