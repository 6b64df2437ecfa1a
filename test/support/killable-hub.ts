import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { ControlClient } from '../../src/control/index.ts';
import { connectControl } from '../../src/control/index.ts';
import { forkHub } from './fork-hub.ts';
import type { TestScope } from './scope.ts';

export interface KillableHub {
  readonly client: ControlClient;
  /** Resolves when the process has ended. */
  end(how: 'SIGKILL' | 'SIGTERM'): Promise<void>;
}

/** Starts a hub in a process of its own, and waits until it has settled. */
export async function startKillableHub(
  scope: TestScope,
  configFile: string,
  signal: AbortSignal,
): Promise<KillableHub> {
  const told = path.join(scope.dir, 'hub.json');
  await rm(told, { force: true });
  const hub = forkHub(scope, configFile);
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
