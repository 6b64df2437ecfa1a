import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openServers } from '../../src/runtime/embedded/index.ts';
import type { Servers } from '../../src/runtime/embedded/index.ts';
import type { Usage } from './processes.ts';
import { usageOf } from './processes.ts';

/** How the servers of all benches keep what they are given; the embedded ones' own settings. */
export const DURABILITY =
  'JetStream sync_interval always, PostgreSQL fsync on, synchronous_commit on';
/** As `stellwerk start` runs the hub (ops/bin/run-node.mjs). */
export const HUB_NODE_OPTIONS: readonly string[] = [
  '--max-semi-space-size=32',
  '--no-allocation-site-pretenuring',
  '--expose-gc',
];

/** Fresh servers in a temporary folder for as long as the work lasts, so that nobody pays for or gains from what another left behind. */
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

/** What the servers have used since they began. */
export async function usageOfServers(servers: Servers): Promise<ServerUsage> {
  const of = (role: 'nats' | 'postgres') =>
    usageOf(servers.pids.find((one) => one.role === role)?.pid ?? 0);
  return { nats: await of('nats'), postgres: await of('postgres') };
}

/** CPU seconds of the servers between two looks. */
export function spentBetween(
  before: ServerUsage,
  after: ServerUsage,
): Readonly<Record<'nats' | 'postgres', number>> {
  const spent = (role: 'nats' | 'postgres') =>
    Math.round((after[role].cpuSeconds - before[role].cpuSeconds) * 100) / 100;
  return { nats: spent('nats'), postgres: spent('postgres') };
}
