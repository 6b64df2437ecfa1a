import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { openServers } from '../../src/runtime/embedded/index.ts';
import { identify } from '../../src/runtime/embedded/process-identity.ts';
import type { ServerExit, Servers } from '../../src/runtime/embedded/index.ts';
import { disposable, forkOwner, kill, query, temporaryFolder } from './support.ts';

/** Returns the roles whose process still runs. A zombie process does not count. */
async function running({ pids }: Pick<Servers, 'pids'>): Promise<string[]> {
  const living = await Promise.all(pids.map(({ pid }) => identify(pid)));
  return pids.filter((_, index) => living[index]).map(({ role }) => role);
}

test('servers that outlive a hub killed with kill -9 are stopped by the next start, which finds the data', async () => {
  await using folder = await temporaryFolder();
  // When run by root, PostgreSQL uses another user, which could enter a closed folder only with setpriv.
  await chmod(folder.dir, 0o755);
  // Without setpriv on the PATH the servers outlive the hub, as on every system other than Linux.
  const { owner, servers } = await forkOwner(folder.dir, { PATH: '/nonexistent' });
  await query(servers.databaseUrl, 'create table kept as select 42 as answer');
  await kill(owner, 'SIGKILL');
  assert.deepEqual(await running(servers), ['postgres', 'nats']);

  const told: string[] = [];
  await using next = disposable(
    await openServers({ dataDir: folder.dir, onProgress: (line) => told.push(line) }),
  );
  assert.deepEqual(await query(next.databaseUrl, 'select * from kept'), [{ answer: 42 }]);
  assert.equal(told.filter((line) => line.includes('a killed hub left behind')).length, 2);
  assert.deepEqual(await running(servers), []);
});

test('pid files that name an unrelated process neither block the start nor harm that process', async () => {
  await using folder = await temporaryFolder();
  const { owner, servers } = await forkOwner(folder.dir);
  for (const { pid } of servers.pids) process.kill(pid, 'SIGKILL');
  await kill(owner, 'SIGKILL');
  const cluster = path.join(folder.dir, 'postgres');
  const { uid, gid } = await stat(cluster);
  // It runs as PostgreSQL's user: PostgreSQL takes only processes of its own user for another server on its data.
  const stranger = spawn('sleep', ['60'], { uid, gid, stdio: 'ignore' });
  await once(stranger, 'spawn');
  const pid = stranger.pid ?? 0;
  await writeFile(path.join(folder.dir, 'nats.pid'), `${pid}\n`);
  await writeFile(path.join(cluster, 'postmaster.pid'), `${pid}\n${cluster}\n`);
  await writeFile(path.join(folder.dir, 'hub.lock'), JSON.stringify({ pid, startTime: '1' }));

  await using next = disposable(await openServers({ dataDir: folder.dir }));
  assert.equal(next.pids.length, 2);
  assert.ok(await identify(pid));
  await kill(stranger, 'SIGTERM');
});

test('a server that dies while its hub runs is reported once with its role, and closing afterwards still works', async () => {
  await using folder = await temporaryFolder();
  const { promise, resolve } = Promise.withResolvers<ServerExit>();
  const exits: ServerExit[] = [];
  const onExit = (exit: ServerExit) => {
    exits.push(exit);
    resolve(exit);
  };
  const servers = await openServers({ dataDir: folder.dir, onExit });
  const nats = servers.pids.find(({ role }) => role === 'nats');
  assert.ok(nats);
  process.kill(nats.pid, 'SIGKILL');
  const exit = await promise;
  assert.deepEqual([exit.role, exit.code, exit.signal], ['nats', null, 'SIGKILL']);
  assert.match(exit.lastLog, /Server is ready/);
  await servers.close();
  assert.equal(exits.length, 1, 'a server that was asked to stop is not reported');
});
