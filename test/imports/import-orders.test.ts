import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { test } from 'node:test';
import { zstdCompressSync } from 'node:zlib';
import { Proxy } from '../../bench/support/proxy.ts';
import { rowsOf } from '../support/database.ts';
import { startTestHub } from '../support/hub.ts';
import { testScope } from '../support/scope.ts';
import {
  importRequest,
  isOver,
  jsonLines,
  order,
  prepare,
  productCount,
  untilImport,
} from './support.ts';

const signal = AbortSignal.timeout(110_000);

test('a paused import stays paused across a restart, continues where it was, and stores nothing twice', async () => {
  await using scope = await testScope();
  const configFile = await prepare(scope);
  const file = path.join(scope.dir, 'products.jsonl');
  const rows = 40_000;
  await writeFile(file, jsonLines(rows));
  let id = '';
  let read = 0;
  {
    await using hub = await startTestHub(scope, configFile);
    ({ id } = await hub.imports.start(importRequest(file), signal));
    await untilImport(hub, id, signal, ({ counts }) => counts.read > 0);
    await order(hub, id, 'pause', signal);
    const paused = hub.imports.get(id);
    assert.equal(paused.state, 'paused');
    read = paused.counts.read;
    assert.ok(read > 0 && read < rows, `${read} rows were read before the pause`);
  }
  await using hub = await startTestHub(scope, configFile);
  assert.equal(hub.imports.get(id).state, 'paused');
  await hub.settled(signal);
  assert.equal(hub.imports.get(id).counts.read, read);
  await order(hub, id, 'resume', signal);
  const status = await untilImport(hub, id, signal, isOver);
  assert.deepEqual(status.counts, { read: rows, stored: rows, rejected: 0 });
  await hub.settled(signal);
  assert.equal(await productCount(scope), rows);
  // The lane may redeliver the batch that was in flight at the restart; the log holds no row twice.
  const { applied = 0, unchanged = 0 } = hub.lanes()[0]?.counts ?? {};
  assert.equal(applied + unchanged, rows);
});

test('a resumed import fails if its file has changed meanwhile', async () => {
  await using scope = await testScope();
  const configFile = await prepare(scope);
  const file = path.join(scope.dir, 'products.jsonl');
  await writeFile(file, jsonLines(40_000));
  await using hub = await startTestHub(scope, configFile);
  const { id } = await hub.imports.start(importRequest(file), signal);
  await untilImport(hub, id, signal, ({ counts }) => counts.read > 0);
  await order(hub, id, 'pause', signal);
  await writeFile(file, jsonLines(10));
  await order(hub, id, 'resume', signal);
  const { state, lastError } = await untilImport(hub, id, signal, isOver);
  assert.equal(state, 'failed');
  assert.match(lastError?.message ?? '', /has changed since/);
});

test('a resumed import fails if the file that it fetched is gone, since the address may give another one', async () => {
  await using scope = await testScope();
  const configFile = await prepare(scope);
  const server = createServer((_, response) => response.end(jsonLines(60_000)));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/products.jsonl`;
  await using hub = await startTestHub(scope, configFile);
  try {
    const { id } = await hub.imports.start(importRequest(address), signal);
    await untilImport(hub, id, signal, ({ counts }) => counts.read > 0);
    await order(hub, id, 'pause', signal);
    await rm(path.join(scope.dir, 'imports'), { recursive: true });
    await order(hub, id, 'resume', signal);
    const { state, lastError } = await untilImport(hub, id, signal, isOver);
    assert.equal(state, 'failed');
    assert.match(lastError?.message ?? '', /fetched from .* is gone/);
  } finally {
    server.close();
  }
});

test('a cancelled import is over: stored rows stay, and it cannot be resumed', async () => {
  await using scope = await testScope();
  const configFile = await prepare(scope);
  const file = path.join(scope.dir, 'products.jsonl.zst');
  await writeFile(file, zstdCompressSync(jsonLines(60_000)));
  await using hub = await startTestHub(scope, configFile);
  const { id } = await hub.imports.start(importRequest(file), signal);
  await untilImport(hub, id, signal, ({ counts }) => counts.read > 0);
  await order(hub, id, 'cancel', signal);
  const { state, counts } = hub.imports.get(id);
  assert.equal(state, 'cancelled');
  await assert.rejects(order(hub, id, 'resume', signal), { code: 'COMMAND_REJECTED' });
  await assert.rejects(order(hub, '4711', 'pause', signal), { code: 'NOT_FOUND' });
  await hub.settled(signal);
  assert.equal(await productCount(scope), counts.stored);
});

test('imports of one stream take turns, and a repeated request is one import', async () => {
  await using scope = await testScope();
  const configFile = await prepare(scope);
  const file = path.join(scope.dir, 'products.jsonl');
  await writeFile(file, jsonLines(20_000));
  await using hub = await startTestHub(scope, configFile);
  const request = importRequest(file, { requestId: 'catalogue-1' });
  const [one, same] = [
    await hub.imports.start(request, signal),
    await hub.imports.start(request, signal),
  ];
  assert.equal(one.id, same.id);
  const other = await hub.imports.start(importRequest(file), signal);
  const finished = await untilImport(hub, other.id, signal, isOver);
  assert.equal(finished.state, 'finished');
  const first = hub.imports.get(one.id);
  assert.ok(
    (first.finishedAtMs ?? Infinity) <= (finished.finishedAtMs ?? 0),
    'the first import finished first',
  );
  await hub.settled(signal);
  assert.deepEqual(hub.lanes()[0]?.counts, {
    applied: 20_000,
    unchanged: 20_000,
    superseded: 0,
    echoed: 0,
    deadLettered: 0,
  });
});

test('an upload that cannot begin, since NATS is away, leaves no file behind', async () => {
  await using scope = await testScope();
  await using link = await Proxy.open(Number(new URL(scope.natsUrl).port));
  const behind = new URL(scope.natsUrl);
  behind.port = String(link.port);
  const configFile = await prepare(scope);
  await using hub = await startTestHub({ ...scope, natsUrl: behind.href }, configFile);
  const bytes = async function* () {
    yield Buffer.from('{"sku":"A"}\n');
    link.change('refusing');
  };
  const request = importRequest('standard input', { format: 'jsonl' });
  await assert.rejects(hub.imports.upload(request, bytes(), signal), { code: 'BUS_UNAVAILABLE' });
  assert.deepEqual(await readdir(path.join(scope.dir, 'imports')), []);
  link.change('clear');
});

test('a request id that was used for another import is refused, and starts nothing', async () => {
  await using scope = await testScope();
  const configFile = await prepare(scope);
  const [file, other] = [path.join(scope.dir, 'one.jsonl'), path.join(scope.dir, 'two.jsonl')];
  await writeFile(file, jsonLines(10));
  await writeFile(other, jsonLines(20));
  await using hub = await startTestHub(scope, configFile);
  await hub.imports.start(importRequest(file, { requestId: 'catalogue-1' }), signal);
  const refused = hub.imports.start(importRequest(other, { requestId: 'catalogue-1' }), signal);
  await assert.rejects(refused, { code: 'INVALID_REQUEST', message: /used for another import/ });
  assert.equal(hub.imports.list().length, 1);
});

test('an import that has failed stays failed across restarts, with its reason, until it is resumed', async () => {
  await using scope = await testScope();
  const configFile = await prepare(scope);
  const file = path.join(scope.dir, 'products.jsonl');
  await writeFile(file, `${jsonLines(30)}\n{"sku":\n`);
  let id = '';
  {
    await using hub = await startTestHub(scope, configFile);
    ({ id } = await hub.imports.start(importRequest(file, { maxRejects: 0 }), signal));
    await untilImport(hub, id, signal, isOver);
  }
  await using hub = await startTestHub(scope, configFile);
  const { state, lastError } = hub.imports.get(id);
  assert.deepEqual([state, lastError?.code], ['failed', 'IMPORT_REJECTS_EXCEEDED']);
  await order(hub, id, 'resume', signal);
  assert.equal((await untilImport(hub, id, signal, isOver)).state, 'failed');
  await order(hub, id, 'cancel', signal);
  const kept = `select snapshot from ${scope.namespace}.actor_snapshot where id = 'import/${id}'`;
  assert.deepEqual(await rowsOf(scope.databaseUrl, kept), [{ snapshot: { paused: true } }]);
});
