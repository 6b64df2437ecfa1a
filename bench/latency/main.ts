import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { writeCatalogue } from '../bulk/workload.ts';
import type { Outcome } from '../support/frame/index.ts';
import { verifyCounts } from '../support/frame/index.ts';
import { describeStandstills, DiskWatch, STANDSTILL_MS } from '../support/disk-watch.ts';
import type { Standstill } from '../support/disk-watch.ts';
import { usageOf } from '../support/processes.ts';
import { DURABILITY, HUB_NODE_OPTIONS, withServers } from '../support/servers.ts';
import type { ChildOptions, LatencyNews, Phase } from './child.ts';
import type { Applied } from './target.ts';
import { ageServer, countProducts, createTargets, readApplied } from './target.ts';

const LIMIT_MS = 150_000;
/** The targets, milliseconds at p99. */
const PROMISED_MS = { alone: 50, importing: 150 } as const;

export const about = 'the time from an event until the target holds it, alone and during an import';

interface Latency extends Applied, Omit<Phase, 'from' | 'until'> {
  readonly bench: 'latency';
  readonly phase: keyof typeof PROMISED_MS;
  readonly perSecond: number;
}

/**
 * `latency [--rate 1000] [--seconds 15] [--rows 200000] [--json]`: the time from an event until the target holds it, alone and
 * while another stream imports a catalogue into the same database.
 */
export async function main(args: string[]): Promise<Outcome> {
  const { values } = parseArgs({
    args,
    options: {
      rate: { type: 'string', default: '1000' },
      seconds: { type: 'string', default: '15' },
      rows: { type: 'string', default: '200000' },
      json: { type: 'boolean', default: false },
    },
  });
  const wholes = [Number(values.rate), Number(values.seconds), Number(values.rows)] as const;
  if (!wholes.every((whole) => Number.isInteger(whole) && whole > 0))
    throw new Error('--rate, --seconds and --rows must be whole numbers above 0');
  const [perSecond, seconds, rows] = wholes;
  return withServers(async (servers, dir) => {
    const file = path.join(dir, 'catalogue.csv');
    await writeCatalogue(file, rows);
    const { natsUrl, databaseUrl } = servers;
    await ageServer(databaseUrl);
    await createTargets(databaseUrl);
    const serverPids = Object.fromEntries(servers.pids.map(({ role, pid }) => [role, pid]));
    const hub = { natsUrl, databaseUrl, dir, file, perSecond, seconds, serverPids };
    const disk = await DiskWatch.begin(dir);
    const { news, cpuSeconds } = await run(hub);
    const standstills = await disk.end();
    const phases = await Promise.all(
      (['alone', 'importing'] as const).map(async (phase): Promise<Latency> => {
        const { from, until, ...figures } = news[phase];
        const applied = await readApplied(databaseUrl, { from, until }, standstills);
        return { bench: 'latency', phase, perSecond, ...figures, ...applied };
      }),
    );
    const missing = rows - (await countProducts(databaseUrl));
    const imported = { rows, missing, importSeconds: news.importSeconds, cpuSeconds };
    return outcomeOf(phases, imported, standstills);
  });
}

async function run(options: ChildOptions): Promise<{ news: LatencyNews; cpuSeconds: number }> {
  const child = fork(path.join(import.meta.dirname, 'child.ts'), [JSON.stringify(options)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    execArgv: [...HUB_NODE_OPTIONS],
  });
  const exited = once(child, 'exit');
  try {
    const signal = AbortSignal.timeout(LIMIT_MS);
    const arrived = once(child, 'message', { signal });
    const [news] = (await Promise.race([arrived, exited])) as [LatencyNews];
    if (typeof news !== 'object')
      throw new Error(`the hub ended early with exit code ${String(news)}`);
    return { news, cpuSeconds: (await usageOf(child.pid ?? 0)).cpuSeconds };
  } finally {
    if (child.connected) child.disconnect();
    await exited;
  }
}

interface Imported {
  readonly rows: number;
  readonly missing: number;
  readonly importSeconds: number;
  /** The hub's, over the whole run. */
  readonly cpuSeconds: number;
}

function outcomeOf(
  phases: readonly Latency[],
  imported: Imported,
  standstills: readonly Standstill[],
): Outcome {
  const { rows, missing, importSeconds, cpuSeconds } = imported;
  const rowsOnly = { lost: missing, duplicated: 0, outOfOrder: 0 };
  return {
    settings: { rate: phases[0]?.perSecond ?? 0, rows, durability: DURABILITY },
    figures: [...phases, { bench: 'latency', phase: 'import', ...imported }],
    text: [
      ...phases.flatMap(describe),
      `import: ${rows} rows in ${shown(importSeconds)} s; ${shown(cpuSeconds)} CPU s of the hub in total.`,
      `Stalls of the disk (a write of 4 KiB took ${STANDSTILL_MS} ms or more): ${describeStandstills(standstills)}.`,
    ].join('\n'),
    headline: phases.map(({ phase, p99 }) => `${phase} p99 ${shown(p99)} ms`).join(', '),
    verification: verifyCounts(
      [...phases, rowsOnly],
      'the journal holds every event, and every row once',
    ),
  };
}

function describe(one: Latency): string[] {
  const { phase, applied, perSecond, seconds, loop } = one;
  const cores = Object.entries(one.cores).map(([name, busy]) => `${name} ${busy.toFixed(2)}`);
  return [
    `${phase}: ${applied} events at ${perSecond} per second in ${shown(seconds)} s`,
    `  applied p50 ${shown(one.p50)} ms, p99 ${shown(one.p99)} ms (goal: ${PROMISED_MS[phase]} ms), p99.9 ${shown(one.p999)} ms, max ${shown(one.max)} ms; stored p99 ${shown(one.storedP99Ms)} ms`,
    `  without the ${one.heldUpByDisk} events delayed by stalls of the disk: p99 ${shown(one.p99Otherwise)} ms`,
    `  event loop p50 ${loop.p50} ms, p99 ${loop.p99} ms, max ${loop.max} ms; cores busy: ${cores.join(', ')}; rows settled at the same time: ${one.products}`,
  ];
}

function shown(value: number): string {
  return value.toFixed(1);
}
