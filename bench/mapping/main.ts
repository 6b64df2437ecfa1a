import { fork } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Servers } from '../../src/runtime/embedded/index.ts';
import type { Verification } from '../relay/target.ts';
import { createTarget, verify } from '../relay/target.ts';
import { keysOf } from '../relay/workload.ts';
import { answerOf, ended } from '../support/answers.ts';
import type { Outcome } from '../support/frame/index.ts';
import { verifyCounts } from '../support/frame/index.ts';
import { usageOf } from '../support/processes.ts';
import { DURABILITY, HUB_NODE_OPTIONS, withServers } from '../support/servers.ts';
import { count, textTable } from '../support/table.ts';
import type { HubNews, HubOptions } from './hub.ts';

const LIMIT_MS = 5 * 60_000;

export const about = 'a lane with a heavy mapping, run in the main thread and in workers';

/** One hub with one lane. */
interface Mapped extends Omit<Verification, 'applied'> {
  readonly bench: 'mapping';
  readonly workers: boolean;
  readonly seconds: number;
  readonly recordsPerSecond: number;
  /** Event-loop delay of the hub, milliseconds. */
  readonly loop: HubNews['loop'];
  readonly cpuSeconds: number;
}

/** `mapping [--records 2000] [--cpu-ms 5] [--json]`: measures the same lane without and with `workers: true`. */
export async function main(args: string[]): Promise<Outcome> {
  const { values } = parseArgs({
    args,
    options: {
      records: { type: 'string', default: '2000' },
      'cpu-ms': { type: 'string', default: '5' },
      json: { type: 'boolean', default: false },
    },
  });
  const [records, cpuMs] = [Number(values.records), Number(values['cpu-ms'])];
  if (!(records >= 1) || !(cpuMs >= 0))
    throw new Error('--records must be a number above 0, --cpu-ms a number of at least 0');
  const found: Mapped[] = [];
  for (const workers of [false, true]) {
    const run = { records, cpuMs, workers };
    found.push(await withServers((servers, dir) => measure(servers, dir, run)));
  }
  return outcomeOf(found, { records, cpuMs });
}

async function measure(
  { natsUrl, databaseUrl }: Servers,
  dir: string,
  run: Pick<HubOptions, 'records' | 'cpuMs' | 'workers'>,
): Promise<Mapped> {
  const { records, workers } = run;
  await createTarget(databaseUrl);
  const options: HubOptions = { natsUrl, databaseUrl, dir, ...run };
  const hub = fork(path.join(import.meta.dirname, 'hub.ts'), [JSON.stringify(options)], {
    execArgv: [...HUB_NODE_OPTIONS],
  });
  try {
    const { seconds, loop } = await answerOf<HubNews>(hub, AbortSignal.timeout(LIMIT_MS));
    const { cpuSeconds } = await usageOf(hub.pid ?? 0);
    const { lost, duplicated, outOfOrder } = await verify(databaseUrl, {
      records,
      keys: keysOf(records),
    });
    return {
      ...{ bench: 'mapping', workers, seconds, loop, cpuSeconds, lost, duplicated, outOfOrder },
      recordsPerSecond: Math.round(records / seconds),
    };
  } finally {
    await ended(hub);
  }
}

function outcomeOf(
  found: readonly Mapped[],
  settings: { readonly records: number; readonly cpuMs: number },
): Outcome {
  const [inHub, inWorkers] = found.map(({ loop }) => `${loop.p99} ms`);
  return {
    settings: { ...settings, durability: DURABILITY },
    figures: found,
    text: textTable(
      found.map(({ workers, seconds, recordsPerSecond, loop, cpuSeconds }) => ({
        mapped: workers ? 'by workers' : 'in the hub',
        seconds: seconds.toFixed(2),
        'records/s': count(recordsPerSecond),
        'loop p50 ms': String(loop.p50),
        'p99 ms': String(loop.p99),
        'max ms': String(loop.max),
        'hub CPU s': cpuSeconds.toFixed(1),
      })),
    ),
    headline: `event-loop delay p99 ${inHub} in the hub, ${inWorkers} with workers`,
    verification: verifyCounts(found),
  };
}
