import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { Servers } from '../../src/runtime/embedded/index.ts';

/** A folder that is removed when the test is over. */
export async function temporaryFolder(): Promise<AsyncDisposable & { readonly dir: string }> {
  const dir = await mkdtemp(path.join(tmpdir(), 'stellwerk-setup-'));
  return {
    dir,
    async [Symbol.asyncDispose]() {
      await rm(dir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Disposes of servers by stopping them. */
export function disposable(servers: Servers): Servers & AsyncDisposable {
  return { ...servers, [Symbol.asyncDispose]: () => servers.close() };
}

/** Starts servers in a separate process, which a test can kill. `env` overrides variables of this process. */
export async function forkOwner(
  dataDir: string,
  env: NodeJS.ProcessEnv = {},
): Promise<{
  readonly owner: ChildProcess;
  readonly servers: Pick<Servers, 'databaseUrl' | 'pids'>;
}> {
  const owner = fork(path.join(import.meta.dirname, 'server-owner.ts'), [dataDir], {
    env: { ...process.env, ...env },
  });
  const gone = once(owner, 'exit').then(([code]) => {
    throw new Error(`The owner ended with code ${String(code)} before its servers were up`);
  });
  const [servers] = (await Promise.race([once(owner, 'message'), gone])) as [Servers];
  gone.catch(() => undefined);
  return { owner, servers };
}

export async function kill(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
}

/** @returns the rows */
export async function query(url: string, sql: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}
