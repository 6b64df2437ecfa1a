import { fork } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Servers } from '../../src/runtime/embedded/index.ts';
import type { Outcome } from '../support/frame/index.ts';
import { verifyCounts } from '../support/frame/index.ts';
import type { Usage } from '../support/processes.ts';
import { usageOf } from '../support/processes.ts';
import type { Measurement } from '../support/report.ts';
import { complete, toTable } from '../support/report.ts';
import {
  costOf,
  DURABILITY,
  HUB_NODE_OPTIONS,
  usageOfServers,
  withServers,
} from '../support/servers.ts';
import { count } from '../support/table.ts';
import type { SystemName } from './systems.ts';
import { systemNames } from './systems.ts';
import { createTarget, verify, waitForWrites } from './target.ts';
import { keysOf } from './workload.ts';

const LIMIT_MS = 10 * 60_000;

export const about = 'generated products into PostgreSQL, compared with a hand-written relay';

/** `relay [--records N] [--json]`: the hub and, in the same run, a hand-written relay as the limit of the machine. */
export async function main(args: string[]): Promise<Outcome> {
  const { values } = parseArgs({
    args,
    options: {
      records: { type: 'string', default: '100000' },
      json: { type: 'boolean', default: false },
    },
  });
  const records = Number(values.records);
  if (!Number.isInteger(records) || records < 1)
    throw new Error('--records must be a whole number above 0');
  const measurements: Measurement[] = [];
  for (const system of systemNames) {
    measurements.push(await measure(system, records));
  }
  const ratio = (measurements[0]?.recordsPerMinute ?? 0) / (measurements[1]?.recordsPerMinute ?? 1);
  return {
    settings: { records, durability: DURABILITY },
    figures: measurements,
    text: `${toTable(measurements)}\n\nThe hub reaches ${ratio.toFixed(2)} of the rate of the hand-written relay.`,
    headline: `${count(measurements[0]?.recordsPerMinute ?? 0)} records per minute, ${ratio.toFixed(2)} of the hand-written relay`,
    verification: verifyCounts(measurements),
  };
}

function measure(system: SystemName, records: number): Promise<Measurement> {
  return withServers(async (servers, dir) => {
    await createTarget(servers.databaseUrl);
    const before = await usageOfServers(servers);
    const { seconds, usage } = await relay(system, records, servers, dir);
    const after = await usageOfServers(servers);
    const { lost, duplicated, outOfOrder } = await verify(servers.databaseUrl, {
      records,
      keys: keysOf(records),
    });
    return complete({
      bench: 'relay',
      system,
      records,
      seconds,
      lost,
      duplicated,
      outOfOrder,
      ...costOf(usage, before, after),
      durability: DURABILITY,
    });
  });
}

async function relay(system: SystemName, records: number, servers: Servers, dir: string) {
  const { natsUrl, databaseUrl } = servers;
  const options = JSON.stringify({ natsUrl, databaseUrl, dir, records });
  const child = fork(path.join(import.meta.dirname, 'child.ts'), [system, options], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    execArgv: [...HUB_NODE_OPTIONS],
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

function progress(system: string, records: number): (written: number) => void {
  let shownAt = 0;
  return (written) => {
    if (Date.now() - shownAt < 1000) return;
    shownAt = Date.now();
    console.error(`${system}: ${count(written)} of ${count(records)} written`);
  };
}
