import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { TestScope } from './scope.ts';

/** Starts a hub in a process of its own, which sends `settled` when nothing is left to do. */
export function forkHub(
  { natsUrl, databaseUrl, namespace, dir }: TestScope,
  configFile: string,
  { env = process.env }: { readonly env?: NodeJS.ProcessEnv } = {},
): ChildProcess {
  const options = JSON.stringify({ natsUrl, databaseUrl, namespace, configFile, stateDir: dir });
  return fork(path.resolve(import.meta.dirname, 'hub-process.ts'), [options], { env });
}

/** Waits until a hub has settled everything, then stops it. */
export async function settleAndStop(hub: ChildProcess, signal: AbortSignal): Promise<void> {
  const ended = once(hub, 'exit');
  const [message] = (await Promise.race([once(hub, 'message', { signal }), ended])) as [unknown];
  assert.equal(message, 'settled', 'the hub must not end before everything is settled');
  hub.kill('SIGTERM');
  assert.deepEqual(await ended, [0, null]);
}

/** Waits until a hub was killed with -9. Fails if it settles before. */
export async function untilKilled(hub: ChildProcess, signal: AbortSignal): Promise<void> {
  hub.once('message', () => hub.kill('SIGTERM'));
  assert.deepEqual(await once(hub, 'exit', { signal }), [null, 'SIGKILL']);
}
