import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BusConnection } from '../../src/bus/index.ts';
import { openMetrics } from '../../src/runtime/metrics/index.ts';
import type { Store } from '../../src/store/index.ts';
import type { Workers } from '../../src/workers/index.ts';
import { FakeHub } from '../support/fake-hub.ts';

/** A question to a server that neither answers nor refuses. */
const silence = () => new Promise<never>(() => undefined);

test('a database that does not answer delays no figure of the others, and is shown as down', async () => {
  const metrics = openMetrics();
  const bus = { ready: async () => undefined, usage: async () => null, growth: { end: () => 7 } };
  const store = {
    ...{ ready: silence, databaseBytes: silence, causes: { groups: silence } },
    pool: () => ({}),
  };
  metrics.show(new FakeHub(), {
    bus: bus as unknown as BusConnection,
    store: store as unknown as Store,
    workers: { threadIds: [], waiting: 0 } as unknown as Workers,
    tls: undefined,
    stateDir: import.meta.dirname,
  });
  const lines = [...(await metrics.expose()).text].join('').split('\n');
  assert.ok(lines.includes('stellwerk_server_up{server="postgres"} 0'));
  assert.ok(lines.includes('stellwerk_server_up{server="nats"} 1'));
  assert.ok(lines.includes('stellwerk_stream_records_stored_total{stream="products"} 7'));
  assert.ok(!lines.some((line) => line.startsWith('stellwerk_dead_letters_open{')));
});
