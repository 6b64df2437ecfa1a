import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { ControlClient } from '../../src/control/index.ts';
import { connectControl } from '../../src/control/index.ts';
import type { TestScope } from './scope.ts';

export interface KillableHub {
  readonly client: ControlClient;
  /** Resolves when the process has ended. */
  end(how: 'SIGKILL' | 'SIGTERM'): Promise<void>;
}

/** Starts a hub in a process of its own, and waits until it has settled. */
export async function startKillableHub(
  { natsUrl, databaseUrl, namespace, dir }: TestScope,
  configFile: string,
  signal: AbortSignal,
): Promise<KillableHub> {
  const options = JSON.stringify({ natsUrl, databaseUrl, namespace, configFile, stateDir: dir });
  const told = path.join(dir, 'hub.json');
  await rm(told, { force: true });
  const hub = fork(path.resolve(import.meta.dirname, 'hub-process.ts'), [options]);
  const ended = once(hub, 'exit');
  const [message] = (await Promise.race([once(hub, 'message', { signal }), ended])) as [unknown];
  assert.equal(message, 'settled');
  const { grpcAddress } = JSON.parse(await readFile(told, 'utf8')) as { grpcAddress: string };
  const client = await connectControl(grpcAddress);
  return {
    client,
    async end(how) {
      hub.kill(how);
      await ended;
      client.close();
    },
  };
}
