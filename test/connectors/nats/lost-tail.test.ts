import assert from 'node:assert/strict';
import { cp, rm } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import type { Page } from '../../../src/connector-api/index.ts';
import type { OwnServer } from './own-server.ts';
import { ownServer } from './own-server.ts';
import { openNats, readRun } from './support.ts';

const settings = { key: 'id', version: null, deleted: null, overlapMs: 0, options: {} };

async function publish(server: OwnServer, ids: readonly string[]): Promise<void> {
  const nc = await connect({ servers: server.address });
  try {
    await (
      await jetstreamManager(nc)
    ).streams.add({ name: 'ORDERS', subjects: ['orders.>'], num_replicas: 1 });
    for (const id of ids) await jetstream(nc).publish('orders.new', JSON.stringify({ id, n: 1 }));
  } finally {
    await nc.close();
  }
}

/** Reads with a connector of its own, as after a restart of the hub. */
async function read(server: OwnServer, from: Parameters<typeof readRun>[1] = null, limit = 100) {
  const connector = openNats([server.address]);
  const source = connector.source?.({ entity: 'ORDERS', ...settings });
  assert.ok(source);
  try {
    return await readRun(source, from, limit);
  } finally {
    await source.close?.();
    await connector.close();
  }
}

function versions(pages: readonly Page[]): Record<string, number> {
  return Object.fromEntries(
    pages.flatMap(({ records }) => records.map(({ key, version }) => [key, version])),
  );
}

for (const [what, later] of [
  ['fewer', ['d']],
  ['as many', ['d', 'e']],
  ['more', ['d', 'e', 'f']],
] as const) {
  test(`a server that lost messages the hub had read, and has stored ${what} others since, is read again without gaps`, async () => {
    await using server = await ownServer('');
    const [data, backup] = [path.join(server.dir, 'data'), path.join(server.dir, 'backup')];
    await publish(server, ['a']);
    await server.kill();
    await cp(data, backup, { recursive: true });
    await server.start();
    await publish(server, ['b', 'c']);
    const before = await read(server);
    assert.deepEqual(before.told, ['a 1', 'b 1', 'c 1']);
    await server.kill();
    await rm(data, { recursive: true });
    await cp(backup, data, { recursive: true });
    await server.start();
    await publish(server, later);
    const after = await read(server, before.cursor, 2);
    assert.deepEqual(
      after.told,
      ['a', ...later].map((id) => `${id} 1`),
    );
    assert.equal(
      versions(after.pages).a,
      versions(before.pages).a,
      'what the hub knows already has the version that it had',
    );
    assert.deepEqual((await read(server, after.cursor)).told, []);
  });
}
