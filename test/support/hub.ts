import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { startHub } from '../../src/runtime/hub.ts';
import type { HubOptions, RunningHub } from '../../src/runtime/hub.ts';
import { until } from '../../bench/support/until.ts';
import type { TestScope } from './scope.ts';

export { until };

export interface TestHub extends RunningHub, AsyncDisposable {}

/** Writes a configuration (and files beside it) into the scope's folder. @returns the configuration's path */
export async function writeConfig(
  scope: TestScope,
  yaml: string,
  files: Readonly<Record<string, string>> = {},
): Promise<string> {
  await mkdir(scope.dir, { recursive: true });
  for (const [name, text] of Object.entries(files))
    await writeFile(path.join(scope.dir, name), text);
  const configFile = path.join(scope.dir, 'stellwerk.yaml');
  await writeFile(configFile, yaml);
  return configFile;
}

/**
 * Starts a hub in this process, on the scope's servers.
 * @param systemsUrl `${DATABASE_URL}` in the configuration; default: the scope's database, which is the hub's own
 */
export async function startTestHub(
  scope: TestScope,
  configFile: string,
  systemsUrl = scope.databaseUrl,
  more: Partial<HubOptions> = {},
): Promise<TestHub> {
  const hub = await startHub({
    configFile,
    natsUrl: scope.natsUrl,
    databaseUrl: scope.databaseUrl,
    namespace: scope.namespace,
    stateDir: scope.dir,
    log: 'silent',
    env: { ...process.env, DATABASE_URL: systemsUrl },
    ...more,
  });
  return { ...hub, [Symbol.asyncDispose]: () => hub.stop() };
}

/** Reads a stream now. Resolves when its run and everything behind it is settled. */
export async function syncAndSettle(
  hub: RunningHub,
  stream: string,
  signal: AbortSignal,
): Promise<void> {
  const before = hub.streams().find(({ name }) => name === stream)?.lastRun?.startedAtMs ?? 0;
  const started = until(hub, signal, () => {
    const run = hub.streams().find(({ name }) => name === stream)?.lastRun;
    return run !== undefined && run !== null && run.startedAtMs > before;
  });
  await hub.send(
    {
      id: `test-${before}-${stream}`,
      kind: 'stream',
      name: stream,
      action: 'sync',
      requestedBy: 'test',
    },
    signal,
  );
  await started;
  await hub.settled(signal);
}
