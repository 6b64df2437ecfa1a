import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { ChangeLag, StreamStatus } from '../../src/domain/index.ts';
import { Restartable } from '../support/restartable.ts';
import { HUB_NODE_OPTIONS } from '../support/servers.ts';
import type { Comparison } from './tables.ts';
import { compare, createSource, createTarget, isSame } from './tables.ts';
import { writeChanges } from './writer.ts';

const LOOK_EVERY_MS = 200;

export interface DrillOptions {
  readonly natsUrl: string;
  /** The PostgreSQL of the hub and the target. */
  readonly databaseUrl: string;
  readonly namespace: string;
  /** Empty; not removed. */
  readonly dir: string;
  /** Rows that the table holds at the start. */
  readonly rows: number;
  readonly changes: number;
  readonly seed: number;
  /** Whether hub and source are killed during the run. */
  readonly kill: boolean;
  readonly signal: AbortSignal;
  readonly onStep?: (step: string) => void;
}

export interface Drilled extends Comparison {
  readonly seconds: number;
  /** From the last change until both tables were equal. */
  readonly catchUpMs: number;
  /** Records stored in the log, including those of the snapshot. */
  readonly stored: number;
  readonly peakRssMb: number;
  readonly hubCpuSeconds: number;
  readonly lag: ChangeLag | null;
}

interface Told extends Pick<StreamStatus, 'totals' | 'changes' | 'state' | 'lastError'> {
  readonly usage: NodeJS.ResourceUsage;
}

/**
 * Captures changes under load from a separate database into a table, with hub and source killed by -9 once each, during the
 * snapshot or after it, as chance has it.
 */
export async function drill(options: DrillOptions): Promise<Drilled> {
  const { databaseUrl, dir, rows, changes, seed, signal, kill, onStep = () => undefined } = options;
  await using source = await Restartable.start('postgres', path.join(dir, 'source'));
  await createSource(source.url, rows);
  await createTarget(databaseUrl);
  const configFile = await writeConfiguration(dir, source.url);
  let hub = await startHub({ ...options, configFile });
  try {
    const startedAtMs = Date.now();
    let written = 0;
    const writing = writeChanges(source.url, {
      ...{ changes, rows, seed, signal },
      onProgress: (count) => (written = count),
    });
    writing.catch(() => undefined); // Awaited below.
    if (kill) {
      await untilReached(() => written, changes * 0.3, signal);
      onStep(`kills the source after ${written} changes`);
      await source.crash();
      await untilReached(() => written, changes * 0.7, signal);
      onStep(`kills the hub after ${written} changes`);
      const died = once(hub, 'exit');
      hub.kill('SIGKILL');
      await died;
      hub = await startHub({ ...options, configFile });
    }
    await writing;
    onStep(`all ${written} changes are written`);
    const lastAtMs = Date.now();
    const compared = await untilEqual(source.url, databaseUrl, signal);
    const endedAtMs = Date.now();
    const told = await ask(hub);
    return {
      ...compared,
      seconds: (endedAtMs - startedAtMs) / 1000,
      catchUpMs: endedAtMs - lastAtMs,
      stored: told.totals.stored,
      peakRssMb: Math.round(told.usage.maxRSS / 1024),
      hubCpuSeconds: (told.usage.userCPUTime + told.usage.systemCPUTime) / 1e6,
      lag: told.changes,
    };
  } finally {
    const ended = hub.exitCode ?? hub.signalCode;
    if (ended === null && hub.kill('SIGTERM')) await once(hub, 'exit');
  }
}

async function writeConfiguration(dir: string, sourceUrl: string): Promise<string> {
  const file = path.join(dir, 'stellwerk.yaml');
  const text = `
connectors:
  shop: { kind: postgres, url: "${sourceUrl}", circuit: { probe: { initial: 200ms, max: 1s } } }
  warehouse: { kind: postgres, url: "\${TARGET_URL}" }
streams:
  products:
    from: { connector: shop, entity: product, key: sku, mode: cdc }
    to: [{ connector: warehouse, entity: product, key: sku }]
`;
  await writeFile(file, text);
  return file;
}

type Start = Pick<DrillOptions, 'natsUrl' | 'databaseUrl' | 'namespace' | 'dir'>;

async function startHub(options: Start & { readonly configFile: string }): Promise<ChildProcess> {
  const { natsUrl, databaseUrl, namespace, dir, configFile } = options;
  const given = JSON.stringify({ natsUrl, databaseUrl, namespace, configFile, stateDir: dir });
  const hub = fork(path.join(import.meta.dirname, 'child.ts'), [given], {
    env: { ...process.env, TARGET_URL: databaseUrl },
    execArgv: [...HUB_NODE_OPTIONS],
  });
  await Promise.race([
    once(hub, 'message'),
    once(hub, 'exit').then(() => Promise.reject(new Error('the hub did not start'))),
  ]);
  return hub;
}

async function ask(hub: ChildProcess): Promise<Told> {
  hub.send('status');
  const [told] = (await once(hub, 'message')) as [Told];
  return told;
}

async function untilReached(
  written: () => number,
  count: number,
  signal: AbortSignal,
): Promise<void> {
  while (written() < count) await wait(20, undefined, { signal });
}

/** Whatever still differs when the time is over is the result. */
async function untilEqual(
  source: string,
  target: string,
  signal: AbortSignal,
): Promise<Comparison> {
  for (;;) {
    const found = await compare(source, target);
    if (isSame(found) || found.backwards > 0 || signal.aborted) return found;
    await wait(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
}
