import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import test from 'node:test';
import { reachDatabase } from '../../src/store/index.ts';
import { Lines } from '../../src/store/database.ts';
import { createOrm } from '../../src/store/orm.ts';
import { openStore } from '../support/open-store.ts';
import { testScope } from '../support/scope.ts';
import { storeBench } from './support.ts';

test('the first opening creates schema and tables in an empty database, and the second changes nothing', async () => {
  await using bench = await storeBench();
  const before = await tablesOf(bench);
  await bench.another();
  assert.deepEqual(await tablesOf(bench), before);
  assert.deepEqual(
    before.map((table) => table.name),
    [
      'actor_snapshot',
      'answered_request',
      'api_key',
      'applied',
      'arrival_state',
      'audit_head',
      'audit_intent',
      'audit_key',
      'audit_log',
      'audit_subject',
      'captured_stream',
      'config_version',
      'dead_letter',
      'delivery',
      'endpoint',
      'hint',
      'import',
      'lane',
      'link',
      'migration',
      'parked',
      'parted',
      'paused_key',
      'returned',
      'run',
      'schedule',
      'settlement',
      'stream_state',
      'two_way',
      'two_way_conflict',
    ],
  );
});

test('several hubs can open an empty database at once', async () => {
  await using scope = await testScope();
  const stores = await Promise.all(Array.from({ length: 4 }, () => openStore(scope)));
  assert.equal(await stores[3]?.masterKeyCount(), 0);
  await Promise.all(stores.map((store) => store.close()));
});

test('namespaces in one database are separate, whatever characters their names contain', async () => {
  await using scope = await testScope();
  const names = ['one', 'Two "quoted" it\'s'];
  const stores = await Promise.all(
    names.map((namespace) => openStore({ databaseUrl: scope.databaseUrl, namespace })),
  );
  const lane = await stores[1]?.lane({
    name: 'a/b',
    identity: 'c/d',
    connector: 'b',
    entity: 'e',
  });
  await lane?.claim(['key']);
  assert.deepEqual(await Promise.all(stores.map((store) => store.masterKeyCount())), [0, 1]);
  await Promise.all(stores.map((store) => store.close()));
});

test('entities and migrations describe the same tables', async () => {
  await using bench = await storeBench();
  const orm = createOrm({ ...bench.scope, lines: new Lines() }, bench.scope.namespace);
  const difference = await orm.schema.getUpdateSchemaSQL({ wrap: false, dropTables: false });
  await orm.close();
  assert.equal(difference, '');
});

test('when no server answers, the failure names the address and the remedy, but not the password', async () => {
  const databaseUrl = 'postgres://hub:geheim@127.0.0.1:1/stellwerk';
  await assert.rejects(openStore({ databaseUrl, namespace: 'stellwerk' }), (error: Error) => {
    assert.match(
      error.message,
      /127\.0\.0\.1:1\/stellwerk cannot be used: .*ECONNREFUSED.*Start it/,
    );
    assert.doesNotMatch(error.message, /geheim/);
    return 'code' in error && error.code === 'SETUP_FAILED';
  });
});

test('a PostgreSQL older than 15 is refused', async () => {
  const server = createServer((socket) => actAsServer(socket, { number: '140012', name: '14.12' }));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const databaseUrl = `postgres://hub@127.0.0.1:${port}/stellwerk`;
  await assert.rejects(openStore({ databaseUrl, namespace: 'stellwerk' }), {
    code: 'SETUP_FAILED',
    message: /PostgreSQL 14\.12; 15 or newer/,
  });
  await new Promise((resolve) => server.close(resolve));
});

test('a database that a newer version has used is refused, and stays as it is', async () => {
  await using bench = await storeBench();
  await bench.sql.query(`insert into migration (name) values ('999-things-to-come')`);
  const before = await tablesOf(bench);
  await assert.rejects(openStore(bench.scope), {
    code: 'SETUP_FAILED',
    message: /newer version of Stellwerk.*999-things-to-come.*Start that version again, or restore/,
  });
  assert.deepEqual(await tablesOf(bench), before);
});

test('a hub in reserve is refused if a newer version had the lease before it', async () => {
  await using bench = await storeBench();
  const waiting = await reachDatabase(bench.scope);
  await bench.sql.query(`insert into migration (name) values ('999-things-to-come')`);
  await assert.rejects(waiting.openStore(), {
    code: 'SETUP_FAILED',
    message: /newer version of Stellwerk/,
  });
});

test('opening stops when the signal aborts', async () => {
  // A server that accepts connections and never answers.
  const accepted = Promise.withResolvers<Socket>();
  const server = createServer((socket) => accepted.resolve(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const stop = new AbortController();
  const databaseUrl = `postgres://hub@127.0.0.1:${port}/stellwerk`;
  const opening = openStore({ databaseUrl, namespace: 'stellwerk', signal: stop.signal });
  const socket = await accepted.promise;
  stop.abort();
  await assert.rejects(opening, { code: 'CANCELLED' });
  socket.destroy();
  await new Promise((resolve) => server.close(resolve));
});

async function tablesOf(bench: Awaited<ReturnType<typeof storeBench>>) {
  const { rows } = await bench.sql.query<{ name: string; oid: number }>(
    `select relname as name, oid from pg_class
     where relnamespace = current_schema::regnamespace and relkind = 'r' order by relname`,
  );
  return rows;
}

/** Speaks just enough of PostgreSQL's protocol to report a version: a greeting, then one row for each query. */
function actAsServer(socket: Socket, version: { number: string; name: string }): void {
  const ready = message('Z', 'I');
  let welcomed = false;
  socket.on('error', () => undefined);
  socket.on('data', (data) => {
    if (!welcomed) {
      welcomed = true;
      socket.write(Buffer.concat([message('R', int32(0)), ready]));
    } else if (data.toString('latin1', 0, 1) === 'Q') {
      const columns = Object.keys(version).map((name) =>
        Buffer.concat([
          Buffer.from(`${name}\0`),
          int32(0),
          int16(0),
          int32(25),
          int16(-1),
          int32(-1),
          int16(0),
        ]),
      );
      const values = Object.values(version).map((value) =>
        Buffer.concat([int32(value.length), Buffer.from(value)]),
      );
      const description = message('T', Buffer.concat([int16(2), ...columns]));
      const row = message('D', Buffer.concat([int16(2), ...values]));
      socket.write(Buffer.concat([description, row, message('C', 'SELECT 1\0'), ready]));
    }
  });
}

function message(type: string, body: string | Buffer): Buffer {
  const content = Buffer.from(body as string);
  return Buffer.concat([Buffer.from(type), int32(content.length + 4), content]);
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

function int16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
}
