import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
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
