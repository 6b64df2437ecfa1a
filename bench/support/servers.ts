import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openServers } from '../../src/runtime/embedded/index.ts';
import type { Servers } from '../../src/runtime/embedded/index.ts';
import type { Usage } from './processes.ts';
import { usageOf } from './processes.ts';
import type { Measurement } from './report.ts';

/** The durability settings of the servers in all benches, which are those of the embedded servers. */
export const DURABILITY =
  'JetStream sync_interval always, PostgreSQL fsync on, synchronous_commit on';
/** The Node options with which `stellwerk start` runs the hub (ops/bin/run-node.mjs). */
export const HUB_NODE_OPTIONS: readonly string[] = [
  '--max-semi-space-size=32',
  '--no-allocation-site-pretenuring',
  '--expose-gc',
];

/** Starts fresh servers in a temporary folder for the duration of the work, so that nothing is left behind by another run. */
export async function withServers<T>(
  work: (servers: Servers, dir: string) => Promise<T>,
): Promise<T> {
  const dir = await mkdtemp(path.join(tmpdir(), 'stellwerk-bench-'));
  try {
    const servers = await openServers({ dataDir: dir, env: {} });
    try {
      return await work(servers, dir);
    } finally {
      await servers.close();
    }
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

export type ServerUsage = Readonly<Record<'nats' | 'postgres', Usage>>;

/** What the servers have used since they started. */
export async function usageOfServers(servers: Servers): Promise<ServerUsage> {
  const of = (role: 'nats' | 'postgres') =>
    usageOf(servers.pids.find((one) => one.role === role)?.pid ?? 0);
  return { nats: await of('nats'), postgres: await of('postgres') };
}

/** CPU seconds of the servers between two measurements. */
export function spentBetween(
  before: ServerUsage,
  after: ServerUsage,
): Readonly<Record<'nats' | 'postgres', number>> {
  const spent = (role: 'nats' | 'postgres') =>
    Math.round((after[role].cpuSeconds - before[role].cpuSeconds) * 100) / 100;
  return { nats: spent('nats'), postgres: spent('postgres') };
}

/** What a relay and its servers took, in the terms of a `Measurement`. */
export function costOf(
  relay: Usage,
  before: ServerUsage,
  after: ServerUsage,
): Pick<Measurement, 'cpuSeconds' | 'peakRssMBPerProcess'> {
  return {
    cpuSeconds: { relay: relay.cpuSeconds, ...spentBetween(before, after) },
    peakRssMBPerProcess: {
      relay: relay.peakRssMb,
      nats: after.nats.peakRssMb,
      postgres: after.postgres.peakRssMb,
    },
  };
}
