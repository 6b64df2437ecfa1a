import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { openServers } from '../../src/runtime/embedded/index.ts';
import type { Servers } from '../../src/runtime/embedded/index.ts';
import type { Usage } from '../support/processes.ts';
import { usageOf } from '../support/processes.ts';
import type { Measurement } from '../support/report.ts';
import { toTable } from '../support/report.ts';
import type { SystemName } from './systems.ts';
import { systemNames } from './systems.ts';
import { createTarget, verify, waitForWrites } from './target.ts';
import { keysOf } from './workload.ts';

const LIMIT_MS = 10 * 60_000;
/** As `stellwerk start` runs the hub (ops/bin/run-node.mjs); the hand-written relay gets the same. */
const NODE_OPTIONS = ['--max-semi-space-size=32'];

/** `relay [--records N] [--json]`: the hub and, in the same run, a hand-written relay as the limit of the machine. */
export async function main(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      records: { type: 'string', default: '100000' },
      json: { type: 'boolean', default: false },
    },
  });
  const records = Number(values.records);
  if (!Number.isInteger(records) || records < 1)
    throw new Error('--records wants a whole number above 0');
  const measurements: Measurement[] = [];
  for (const system of systemNames) {
    const measurement = await measure(system, records);
    measurements.push(measurement);
    if (values.json) console.log(JSON.stringify(measurement));
  }
  if (!values.json) summarize(measurements);
  const faults = measurements.reduce(
    (sum, one) => sum + one.lost + one.duplicated + one.outOfOrder,
    0,
  );
  if (faults > 0) process.exitCode = 1;
}

/** Each system gets fresh servers, so that none pays for or gains from what the other left behind. */
async function measure(system: SystemName, records: number): Promise<Measurement> {
  const dir = await mkdtemp(path.join(tmpdir(), 'stellwerk-bench-'));
  const servers = await openServers({ dataDir: dir, env: {} });
  try {
    await createTarget(servers.databaseUrl);
    const before = await usageOfServers(servers);
    const { seconds, usage } = await relay(system, records, servers, dir);
    const after = await usageOfServers(servers);
    const { lost, duplicated, outOfOrder } = await verify(servers.databaseUrl, {
      records,
      keys: keysOf(records),
    });
    const peakRssMBPerProcess = {
      relay: usage.peakRssMb,
      nats: after.nats.peakRssMb,
      postgres: after.postgres.peakRssMb,
    };
    return {
      bench: 'relay',
      system,
      records,
      seconds,
      recordsPerMinute: Math.round((records / seconds) * 60),
      lost,
      duplicated,
      outOfOrder,
      cpuSeconds: {
        relay: usage.cpuSeconds,
        nats: rounded(after.nats.cpuSeconds - before.nats.cpuSeconds),
        postgres: rounded(after.postgres.cpuSeconds - before.postgres.cpuSeconds),
      },
      peakRssMB: Object.values(peakRssMBPerProcess).reduce((sum, peak) => sum + peak, 0),
      peakRssMBPerProcess,
      durability: 'JetStream sync_interval always, PostgreSQL fsync on, synchronous_commit on',
    };
  } finally {
    await servers.close();
    await rm(dir, { recursive: true, force: true });
  }
}

async function relay(system: SystemName, records: number, servers: Servers, dir: string) {
  const { natsUrl, databaseUrl } = servers;
  const options = JSON.stringify({ natsUrl, databaseUrl, dir, records });
  const child = fork(path.join(import.meta.dirname, 'child.ts'), [system, options], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    execArgv: NODE_OPTIONS,
  });
  const stop = new AbortController();
  const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(LIMIT_MS)]);
  let startedAtMs = 0;
  const ended = new Promise<void>((resolve, reject) => {
    child.on('message', (message: { startedAtMs?: number; done?: boolean }) => {
      startedAtMs ||= message.startedAtMs ?? 0;
      if (message.done) resolve();
    });
    child.on('exit', (code) => reject(new Error(`${system} ended early with exit code ${code}`)));
  });
  ended.catch((error: unknown) => stop.abort(error));
  try {
    const onProgress = progress(system, records);
    const endedAtMs = await waitForWrites(databaseUrl, records, { signal, onProgress });
    await ended;
    const usage: Usage = await usageOf(child.pid ?? 0);
    return { seconds: (endedAtMs - startedAtMs) / 1000, usage };
  } finally {
    child.removeAllListeners('exit');
    child.disconnect();
  }
}

async function usageOfServers(servers: Servers): Promise<Record<'nats' | 'postgres', Usage>> {
  const of = (role: 'nats' | 'postgres') =>
    usageOf(servers.pids.find((one) => one.role === role)?.pid ?? 0);
  return { nats: await of('nats'), postgres: await of('postgres') };
}

function progress(system: string, records: number): (written: number) => void {
  let shownAt = 0;
  return (written) => {
    if (Date.now() - shownAt < 1000) return;
    shownAt = Date.now();
    console.error(
      `${system}: ${written.toLocaleString('en-US')} of ${records.toLocaleString('en-US')} written`,
    );
  };
}

function summarize(measurements: readonly Measurement[]): void {
  const [hub, limit] = measurements;
  const [load = 0] = loadavg();
  console.log(
    `\nRelay on ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), load ${load.toFixed(1)}, ${measurements[0]?.durability}\n`,
  );
  console.log(toTable(measurements));
  if (!hub || !limit) return;
  const ratio = hub.recordsPerMinute / limit.recordsPerMinute;
  console.log(`\nThe hub reaches ${ratio.toFixed(2)} of the hand-written relay.`);
}

function rounded(seconds: number): number {
  return Math.round(seconds * 100) / 100;
}
