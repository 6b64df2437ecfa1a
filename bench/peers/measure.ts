import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Expected } from '../relay/workload.ts';
import { expectedOf } from '../relay/workload.ts';
import { createTarget, verify, waitForWrites } from '../relay/target.ts';
import { usageOf } from '../support/processes.ts';
import type { Usage } from '../support/processes.ts';
import type { Measurement } from '../support/report.ts';
import { complete } from '../support/report.ts';
import { HUB_NODE_OPTIONS } from '../support/servers.ts';
import type { PeerServers } from './servers/index.ts';
import { startServers } from './servers/index.ts';
import type { System } from './systems.ts';

/** One record in a thousand is invalid, the same for every system. */
export const INVALID_EVERY = 1000;
const LIMIT_MS = 5 * 60_000;

/** One system's run. `records` counts all that were enqueued, including invalid ones. */
export interface PeerMeasurement extends Measurement {
  readonly invalid: number;
  /** Dead letters found where the system keeps them; must equal the number of invalid records. */
  readonly deadLetters: number;
  /** What ran, with version; null for what the project itself includes. */
  readonly version: string | null;
}

/** Relays this many records through a system on fresh servers, in a separate process, and verifies what arrived. */
export async function measure(system: System, records: number): Promise<PeerMeasurement> {
  const dir = await mkdtemp(path.join(tmpdir(), 'stellwerk-bench-peers-'));
  try {
    await using servers = await startServers(system.broker, dir);
    await createTarget(servers.databaseUrl);
    const expected = expectedOf(records, { invalidEvery: INVALID_EVERY });
    const before = await servers.usage();
    const run = await relay(system, { records, expected, servers, dir });
    const usages: Record<string, Usage> = { client: run.usage };
    for (const [role, { cpuSeconds, peakRssMb }] of Object.entries(await servers.usage()))
      usages[role] = { cpuSeconds: cpuSeconds - (before[role]?.cpuSeconds ?? 0), peakRssMb };
    const { lost, duplicated, outOfOrder } = await verify(servers.databaseUrl, expected);
    return complete({
      bench: 'peers',
      system: system.name,
      records,
      seconds: run.seconds,
      lost,
      duplicated,
      outOfOrder,
      invalid: expected.invalid,
      deadLetters: run.deadLetters,
      cpuSeconds: valuesOf(usages, ({ cpuSeconds }) => Math.round(cpuSeconds * 100) / 100),
      peakRssMBPerProcess: valuesOf(usages, ({ peakRssMb }) => peakRssMb),
      durability: system.durability,
      version: await versionOf(system, servers),
    });
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

interface Run {
  readonly records: number;
  readonly expected: Expected;
  readonly servers: PeerServers;
  readonly dir: string;
}

/** From the first record enqueued to the last row committed. */
async function relay({ name }: System, { records, expected, servers, dir }: Run) {
  const { databaseUrl, brokerUrl } = servers;
  const own = path.join(dir, 'system');
  await mkdir(own);
  const options = { brokerUrl, databaseUrl, dir: own, records, invalidEvery: INVALID_EVERY };
  const child = fork(path.join(import.meta.dirname, 'child.ts'), [name, JSON.stringify(options)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    execArgv: [...HUB_NODE_OPTIONS],
  });
  const exited = once(child, 'exit');
  const stop = new AbortController();
  const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(LIMIT_MS)]);
  let startedAtMs = 0;
  const ended = Promise.withResolvers<number>();
  child.on('message', (message: { startedAtMs?: number; deadLetters?: number }) => {
    startedAtMs ||= message.startedAtMs ?? 0;
    if (message.deadLetters !== undefined) ended.resolve(message.deadLetters);
  });
  child.on('exit', (code) => ended.reject(new Error(`it ended early with exit code ${code}`)));
  signal.addEventListener('abort', () => ended.reject(signal.reason as Error));
  ended.promise.catch((error: unknown) => stop.abort(error));
  try {
    const onProgress = () => undefined;
    const endedAtMs = await waitForWrites(databaseUrl, expected.records, { signal, onProgress });
    const deadLetters = await ended.promise;
    const usage = await usageOf(child.pid ?? 0);
    return { seconds: (endedAtMs - startedAtMs) / 1000, deadLetters, usage };
  } finally {
    if (child.connected) child.disconnect();
    else child.kill('SIGKILL');
    await exited;
  }
}

async function versionOf(system: System, servers: PeerServers): Promise<string | null> {
  if (system.package === null) return servers.version;
  const file = path.join(import.meta.dirname, 'node_modules', system.package, 'package.json');
  const { version } = JSON.parse(await readFile(file, 'utf8')) as { version: string };
  return [`${system.package} ${version}`, servers.version].filter(Boolean).join(', ');
}

function valuesOf(
  usages: Readonly<Record<string, Usage>>,
  pick: (usage: Usage) => number,
): Record<string, number> {
  return Object.fromEntries(Object.entries(usages).map(([role, usage]) => [role, pick(usage)]));
}
