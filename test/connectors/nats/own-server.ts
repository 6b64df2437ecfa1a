import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findNatsServer } from '../../../src/runtime/embedded/nats-binary.ts';

/** A nats-server with its own configuration, which a test can kill and start again on its data. */
export interface OwnServer extends AsyncDisposable {
  readonly address: string;
  readonly dir: string;
  start(): Promise<void>;
  kill(): Promise<void>;
}

/** @param rules its configuration besides address and JetStream; `DIR` in it is its folder, where `files` are written */
export async function ownServer(
  rules: string,
  files: Readonly<Record<string, string>> = {},
): Promise<OwnServer> {
  const dir = await mkdtemp(path.join(tmpdir(), 'stellwerk-own-nats-'));
  const address = `127.0.0.1:${await freePort()}`;
  const program = await findNatsServer({
    dataDir: dir,
    env: process.env,
    onProgress: () => undefined,
    signal: undefined,
  });
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(dir, name), text);
  const config = `listen: "${address}"
jetstream { store_dir: "${dir}/data", sync_interval: always }
${rules.replaceAll('DIR', dir)}`;
  await writeFile(path.join(dir, 'nats.conf'), config);
  let child: ChildProcess | null = null;
  const kill = async () => {
    const running = child;
    child = null;
    if (!running || running.exitCode !== null) return;
    const ended = new Promise((resolve) => running.once('exit', resolve));
    running.kill('SIGKILL');
    await ended;
  };
  const server: OwnServer = {
    address,
    dir,
    kill,
    async start() {
      const started = spawn(program, ['-c', path.join(dir, 'nats.conf')], {
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      child = started;
      let told = '';
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      started.stderr.on('data', (chunk: Buffer) => {
        told += chunk.toString();
        if (told.includes('Server is ready')) resolve();
      });
      started.once('exit', () => reject(new Error(`nats-server ended: ${told}`)));
      await promise;
    },
    async [Symbol.asyncDispose]() {
      await kill();
      await rm(dir, { recursive: true, force: true });
    },
  };
  await server.start();
  return server;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
