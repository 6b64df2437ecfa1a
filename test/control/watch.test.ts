import assert from 'node:assert/strict';
import { once } from 'node:events';
import { suite, test } from 'node:test';
import { status } from '@grpc/grpc-js';
import { connectControl, HubUnreachable } from '../../src/control/index.ts';
import { FakeHub, products, productsToShop, shop } from '../support/fake-hub.ts';
import type { PlainError } from './clients.ts';
import { plainClient } from './clients.ts';
import { eventually, startControl } from './support.ts';

const STREAMS = 'stellwerk.control.v1.StreamService';

interface News {
  readonly streams?: readonly { readonly name: string; readonly records: unknown }[];
  readonly removed?: readonly string[];
}

const namesIn = (news: News | undefined) => (news?.streams ?? []).map(({ name }) => name);

/** A watch of the streams, with everything it has received so far. */
async function watchStreams(address: string) {
  const client = await plainClient(address, STREAMS);
  const call = client.watch('WatchStreams');
  const news: News[] = [];
  const arrivedAtMs: number[] = [];
  call.on('data', (message: News) => {
    news.push(message);
    arrivedAtMs.push(performance.now());
  });
  const ended = once(call, 'error').then(([error]) => error as PlainError);
  return {
    news,
    arrivedAtMs,
    ended,
    cancel: () => call.cancel(),
    [Symbol.dispose]: () => client[Symbol.dispose](),
  };
}

suite('A watch', { concurrency: true }, () => {
  test('sends everything first and then only what changed', async () => {
    await using control = await startControl();
    using watch = await watchStreams(control.address);
    await eventually(() => watch.news.length === 1);
    assert.deepEqual(namesIn(watch.news[0]), ['products', 'stock', 'shop']);
    control.hub.set('streams', 'stock', { state: 'paused' });
    await eventually(() => watch.news.length === 2);
    assert.deepEqual(namesIn(watch.news[1]), ['stock']);
    control.hub.remove('stock');
    await eventually(() => watch.news.length === 3);
    assert.deepEqual(watch.news[2]?.removed, ['stock']);
    watch.cancel();
    await watch.ended;
  });

  test('sends nothing when a change does not affect what was sent', async () => {
    await using control = await startControl();
    using watch = await watchStreams(control.address);
    await eventually(() => watch.news.length === 1);
    control.hub.set('connectors', 'shop', { state: 'failed' });
    control.hub.set('streams', 'stock', { records: 1 });
    await eventually(() => watch.news.length === 2);
    assert.deepEqual(namesIn(watch.news[1]), ['stock']);
    watch.cancel();
    await watch.ended;
  });

  test('updates at most five times a second and ends with the newest state', async () => {
    await using control = await startControl();
    using watch = await watchStreams(control.address);
    await eventually(() => watch.news.length === 1);
    const untilMs = performance.now() + 1_000;
    let records = 0;
    await eventually(() => {
      control.hub.set('streams', 'stock', { records: ++records });
      return performance.now() > untilMs;
    });
    const newest = () => Number(watch.news.at(-1)?.streams?.[0]?.records);
    await eventually(() => newest() === records);
    assert.ok(watch.news.length >= 4 && watch.news.length <= 8, `${watch.news.length} updates`);
    watch.cancel();
    await watch.ended;
  });

  test('frees its subscription when the watcher leaves', async () => {
    await using control = await startControl();
    using watch = await watchStreams(control.address);
    await eventually(() => watch.news.length === 1);
    assert.equal(control.hub.listeners.size, 1);
    watch.cancel();
    assert.equal((await watch.ended).code, status.CANCELLED);
    await eventually(() => control.hub.listeners.size === 0);
  });

  test('ends with UNAVAILABLE when the server stops, long before the grace period is over', async () => {
    await using control = await startControl();
    using watch = await watchStreams(control.address);
    await eventually(() => watch.news.length === 1);
    const startedAtMs = performance.now();
    await control.stop(30_000);
    assert.ok(performance.now() - startedAtMs < 5_000);
    const { code, details } = await watch.ended;
    assert.deepEqual([code, details], [status.UNAVAILABLE, 'The hub is shutting down.']);
    assert.equal(control.hub.listeners.size, 0);
  });
});

suite('The client of the control API', { concurrency: true }, () => {
  test('returns every field of the status as the hub has it', async () => {
    await using control = await startControl();
    const client = await connectControl(control.address);
    const { connectors, streams, lanes, imports } = await client.status(AbortSignal.timeout(5_000));
    client.close();
    const hub = new FakeHub();
    assert.deepEqual(
      { connectors, streams, lanes, imports },
      {
        connectors: hub.connectors(),
        streams: hub.streams(),
        lanes: hub.lanes(),
        imports: hub.imports.list(),
      },
    );
    assert.deepEqual([connectors[1], streams[0], lanes[0]], [shop, products, productsToShop]);
  });

  test('watches everything until its signal aborts', async () => {
    await using control = await startControl();
    const client = await connectControl(control.address);
    const stop = new AbortController();
    const states: string[] = [];
    for await (const { lanes } of client.watch(stop.signal)) {
      const state = lanes[0]?.state ?? '';
      if (states.push(state) === 1) control.hub.set('lanes', 'products/shop', { state: 'paused' });
      if (state === 'paused') stop.abort();
    }
    client.close();
    assert.deepEqual([states[0], states.at(-1)], ['waiting', 'paused']);
    await eventually(() => control.hub.listeners.size === 0);
  });

  test('distinguishes a hub that is gone from a hub that refuses', async () => {
    const control = await startControl();
    const client = await connectControl(control.address);
    const signal = AbortSignal.timeout(5_000);
    await assert.rejects(client.order('lane', 'nonsense/x', 'pause', signal), {
      code: 'NOT_FOUND',
    });
    await control.stop(0);
    await assert.rejects(client.status(signal), HubUnreachable);
    client.close();
  });
});
