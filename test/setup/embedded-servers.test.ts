import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { openServers } from '../../src/runtime/embedded/index.ts';
import { disposable, query, temporaryFolder } from './support.ts';

test('both servers start with durable settings, and a second start finds the data', async () => {
  await using folder = await temporaryFolder();
  const first = await openServers({ dataDir: folder.dir });
  assert.ok((await readdir(first.natsFolder ?? '')).includes('jetstream'));
  await addStream(first.natsUrl, 'kept');
  await query(first.databaseUrl, 'create table kept as select 42 as answer');
  const durable = `select name from pg_settings where setting = 'on' and name in ('fsync', 'synchronous_commit', 'full_page_writes')`;
  assert.equal((await query(first.databaseUrl, durable)).length, 3);
  assert.match(await readFile(path.join(folder.dir, 'nats.conf'), 'utf8'), /sync_interval: always/);
  await first.close();

  await using second = disposable(await openServers({ dataDir: folder.dir }));
  assert.deepEqual(await query(second.databaseUrl, 'select * from kept'), [{ answer: 42 }]);
  assert.deepEqual(await streamNames(second.natsUrl), ['kept']);
});

test('a copy of the data folder, in another place and with owners and modes lost, holds all the data', async () => {
  await using folder = await temporaryFolder();
  const before = path.join(folder.dir, 'before');
  const after = path.join(folder.dir, 'restored ü');
  const first = await openServers({ dataDir: before });
  await query(first.databaseUrl, 'create table kept as select 42 as answer');
  await addStream(first.natsUrl, 'kept');
  await first.close();
  await promisify(execFile)('cp', ['-r', before, after]);
  await promisify(execFile)('chmod', ['-R', 'go+rX', after]);

  await using second = disposable(await openServers({ dataDir: after }));
  assert.deepEqual(await query(second.databaseUrl, 'select * from kept'), [{ answer: 42 }]);
  assert.deepEqual(await streamNames(second.natsUrl), ['kept']);
});

test('servers of two data folders run side by side, and only the owner can read the password file', async () => {
  await using one = await temporaryFolder();
  await using other = await temporaryFolder();
  const [left, right] = await Promise.all(
    [one, other].map(async ({ dir }) => disposable(await openServers({ dataDir: dir }))),
  );
  assert.ok(left && right);
  await using _left = left;
  await using _right = right;
  await query(left.databaseUrl, 'create table here (id int)');
  const seen = "select to_regclass('here') as here";
  assert.deepEqual(await query(right.databaseUrl, seen), [{ here: null }]);
  assert.equal((await stat(path.join(one.dir, 'postgres-password'))).mode & 0o777, 0o600);
});

test('servers that the environment names are used, and nothing is started or written', async () => {
  await using folder = await temporaryFolder();
  const env = {
    STELLWERK_NATS_URL: 'nats://nats.example:4222',
    STELLWERK_DATABASE_URL: 'postgres://db.example/hub',
  };
  const servers = await openServers({ dataDir: path.join(folder.dir, 'data'), env });
  assert.equal(servers.natsUrl, env.STELLWERK_NATS_URL);
  assert.equal(servers.natsFolder, null, 'the server’s disk may be on another machine');
  assert.equal(servers.databaseUrl, env.STELLWERK_DATABASE_URL);
  assert.deepEqual(servers.pids, []);
  assert.deepEqual(await readdir(folder.dir), []);
  await servers.close();
});

test('one server can be named in the environment while the other is embedded', async () => {
  await using folder = await temporaryFolder();
  const env = { ...process.env, STELLWERK_NATS_URL: 'nats://nats.example:4222' };
  await using servers = disposable(await openServers({ dataDir: folder.dir, env }));
  assert.deepEqual(
    servers.pids.map(({ role }) => role),
    ['postgres'],
  );
});

test('a port that is in use or is not a port is refused, and the message names its variable', async () => {
  await using folder = await temporaryFolder();
  await using busy = disposable(await openServers({ dataDir: path.join(folder.dir, 'busy') }));
  const start = (port: string) =>
    openServers({
      dataDir: path.join(folder.dir, 'data'),
      env: { ...process.env, STELLWERK_NATS_PORT: port, STELLWERK_DATABASE_URL: 'postgres://x/y' },
    });
  await assert.rejects(start(new URL(busy.natsUrl).port), {
    code: 'SETUP_FAILED',
    message: /^The port that STELLWERK_NATS_PORT sets for the embedded nats server is in use: /,
  });
  await assert.rejects(start('http'), { code: 'SETUP_FAILED', message: /is "http", which is no/ });
});

test('when no nats-server can be found the message names the remedy, and a damaged copy is not run', async () => {
  await using folder = await temporaryFolder();
  const cache = path.join(folder.dir, 'cache');
  await mkdir(path.join(cache, 'nats-server-99.0.0'), { recursive: true });
  await writeFile(path.join(cache, 'nats-server-99.0.0', 'nats-server'), 'damaged');
  await writeFile(path.join(cache, 'nats-server-99.0.0', 'sha256'), 'of something else');
  const told: string[] = [];
  const signal = AbortSignal.timeout(60_000);
  const env = {
    PATH: '/nonexistent',
    STELLWERK_CACHE_DIR: cache,
    STELLWERK_DATABASE_URL: 'postgres://x/y',
    STELLWERK_OFFLINE: '1',
  };
  const onProgress = (line: string) => told.push(line);
  await assert.rejects(openServers({ dataDir: folder.dir, env, onProgress, signal }), {
    code: 'SETUP_FAILED',
    message: /put one on the PATH, or set STELLWERK_NATS_URL to a running server\.$/,
  });
  assert.ok(told.some((line) => line.includes('nats-server-99.0.0 is damaged')));
  assert.deepEqual(await readdir(cache), []);
});

async function addStream(url: string, name: string): Promise<void> {
  const nc = await connect({ servers: new URL(url).host });
  await (await jetstreamManager(nc)).streams.add({ name, subjects: [name] });
  await nc.close();
}

async function streamNames(url: string): Promise<string[]> {
  const nc = await connect({ servers: new URL(url).host });
  const names: string[] = [];
  for await (const name of (await jetstreamManager(nc)).streams.names()) names.push(name);
  await nc.close();
  return names;
}
