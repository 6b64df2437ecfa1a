import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import type { Cursor, Delivery } from '../../../src/connector-api/index.ts';
import { delivery } from '../postgres/support.ts';
import { ownServer } from './own-server.ts';
import { openNats, signal } from './support.ts';

const RECORDS = 2_000;

/** Repeats the same work after a short wait, as the hub does. */
async function persist<T>(work: () => Promise<T>, mayFail = /_UNAVAILABLE$/): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      const { code, name } = error as { code?: unknown; name?: unknown };
      assert.match(String(code ?? name), mayFail);
      await wait(50, undefined, { signal });
    }
  }
}

test('while the server is killed repeatedly, every record is published once and read once', async () => {
  await using server = await ownServer('');
  await using open = new AsyncDisposableStack();
  const nc = open.adopt(
    await connect({ servers: server.address, maxReconnectAttempts: -1 }),
    (connection) => connection.close(),
  );
  const jsm = await jetstreamManager(nc);
  await jsm.streams.add({ name: 'ORDERS', subjects: ['orders.>'] });
  const connector = () =>
    open.adopt(openNats([server.address], { timeoutMs: 1_000 }), (one) => one.close());
  const [writing, reading] = [connector(), connector()];
  const settings = { key: 'id', version: null, deleted: null, overlapMs: 0, options: {} };
  const target = writing.target?.({
    entity: 'orders',
    lane: 'orders/events',
    options: { stream: 'ORDERS' },
  });
  const source = reading.source?.({ entity: 'ORDERS', ...settings });
  assert.ok(target && source);

  const write = async () => {
    for (let n = 0; n < RECORDS; n += 100) {
      const batch = Array.from({ length: 100 }, (_, index) =>
        delivery(`k${n + index}`, n, { document: { id: `k${n + index}`, n: n + index } }),
      );
      let waiting: readonly Delivery[] = batch;
      while (waiting.length > 0) {
        const outcomes = await persist(() => target.deliver(waiting, signal));
        waiting = waiting
          .filter((_, index) => outcomes[index]?.kind === 'unreached')
          .map((one) => ({ ...one, repeated: true }));
      }
    }
  };
  const seen: number[] = [];
  const read = async () => {
    let cursor: Cursor | null = null;
    while (seen.length < RECORDS) {
      const page = await persist(() => source.read({ cursor, limit: 70, signal }));
      seen.push(...page.records.map(({ document }) => Number(document.n)));
      ({ cursor } = page);
      if (!page.more) await wait(10, undefined, { signal });
    }
  };
  const done = Promise.all([write(), read()]).then(() => true);
  for (let kills = 0; kills < 2; kills++) {
    const reached = seen.length;
    while (seen.length < Math.min(RECORDS, reached + 500)) await wait(5, undefined, { signal });
    await server.kill();
    await wait(100);
    await server.start();
  }
  await done;
  // This connection may still be reconnecting to the server.
  const { state } = await persist(() => jsm.streams.info('ORDERS'), /TimeoutError|ConnectionError/);
  assert.equal(state.messages, RECORDS, 'each record was published once');
  assert.equal(new Set(seen).size, RECORDS, 'every record was read');
  assert.equal(seen.length, RECORDS, 'no record was read twice');
});
