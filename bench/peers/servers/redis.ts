import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { freePort, LOOPBACK, start } from './broker.ts';
import type { Broker } from './broker.ts';
import { findOnPath } from '../../../src/runtime/embedded/index.ts';
import { run } from '../../support/commands.ts';
import { unpackDebian } from '../../support/debian.ts';

/**
 * Starts Redis as BullMQ requires it: append-only file, no eviction. BullMQ's production guide considers an fsync a second
 * sufficient; with `always` there is one before the answers of each turn of Redis' event loop.
 */
export async function startRedis(dir: string, appendfsync: 'everysec' | 'always'): Promise<Broker> {
  const { program, env } = await findRedis();
  const port = await freePort();
  const data = path.join(dir, 'redis');
  await mkdir(data);
  const settings = {
    port: String(port),
    bind: LOOPBACK,
    dir: data,
    appendonly: 'yes',
    appendfsync,
    save: '',
    'maxmemory-policy': 'noeviction',
  };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
  const version = /v=(\S+)/.exec(await run(program, ['--version'], { env }))?.[1] ?? '';
  const logFile = path.join(dir, 'redis.log');
  const server = await start({ program, args, env, logFile, port });
  return {
    role: 'redis',
    url: `redis://${LOOPBACK}:${port}`,
    pid: server.pid,
    version: `Redis ${version}`,
    close: () => server.stop(),
  };
}

async function findRedis(): Promise<{ program: string; env: NodeJS.ProcessEnv }> {
  const program = await findOnPath('redis-server', process.env);
  if (program) return { program, env: {} };
  const root = await unpackDebian({
    name: 'redis-server',
    dependencies: /^(redis-tools|libjemalloc|liblzf|libatomic)/,
  });
  const lib = path.join(root, 'usr', 'lib');
  const folders = (await readdir(lib)).map((name) => path.join(lib, name));
  return {
    program: path.join(root, 'usr', 'bin', 'redis-server'),
    env: { LD_LIBRARY_PATH: folders.join(':') },
  };
}
