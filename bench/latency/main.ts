import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { openServers } from '../../src/runtime/embedded/index.ts';
import { writeCatalogue } from '../bulk/workload.ts';
import { usageOf } from '../support/processes.ts';
import type { ChildOptions, LatencyNews, Phase } from './child.ts';
import type { Applied } from './target.ts';
import { countProducts, createTargets, readApplied } from './target.ts';

/** As `stellwerk start` runs the hub. */
const NODE_OPTIONS = ['--max-semi-space-size=32'];
const LIMIT_MS = 150_000;
const DURABILITY = 'JetStream sync_interval always, PostgreSQL fsync on, synchronous_commit on';
/** What is promised, milliseconds at p99. */
const PROMISED_MS = { alone: 50, importing: 150 } as const;

/** One phase; with `--json` exactly this is printed, one line each. */
interface Latency extends Applied {
  readonly bench: 'latency';
  readonly phase: keyof typeof PROMISED_MS;
  readonly perSecond: number;
  readonly seconds: number;
  readonly storedP99Ms: number;
  readonly loop: Phase['loop'];
  readonly cores: Phase['cores'];
  /** Rows of the catalogue that were settled meanwhile. */
  readonly products: number;
}

/**
 * `latency [--rate 1000] [--seconds 15] [--rows 200000] [--json]`: from an event's own time until the target holds it, alone and
 * while a catalogue is imported into the same database by another stream.
 */
export async function main(args: string[]): Promise<void> {
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
    throw new Error('--rate, --seconds and --rows want whole numbers above 0');
  const [perSecond, seconds, rows] = wholes;
  const dir = await mkdtemp(path.join(tmpdir(), 'stellwerk-bench-latency-'));
  const servers = await openServers({ dataDir: dir, env: {} });
  try {
    const file = path.join(dir, 'catalogue.csv');
    await writeCatalogue(file, rows);
    const { natsUrl, databaseUrl } = servers;
    await createTargets(databaseUrl);
    const { news, cpuSeconds } = await run({
      ...{ natsUrl, databaseUrl, dir, file, perSecond, seconds },
      serverPids: Object.fromEntries(servers.pids.map(({ role, pid }) => [role, pid])),
    });
    const phases = await Promise.all(
      (['alone', 'importing'] as const).map(async (name): Promise<Latency> => {
        const { from, until, ...figures } = news[name];
        const applied = await readApplied(databaseUrl, from, until);
        return { bench: 'latency', phase: name, perSecond, ...figures, ...applied };
      }),
    );
    const missing = rows - (await countProducts(databaseUrl));
    const { importSeconds } = news;
    report(phases, { rows, missing, importSeconds, cpuSeconds, json: values.json });
    const faults = phases.reduce((sum, one) => sum + faultsOf(one), missing);
    if (faults > 0) process.exitCode = 1;
  } finally {
    await servers.close();
    await rm(dir, { recursive: true, force: true });
  }
}

/** Lost, doubled or out of order. */
function faultsOf({ lost, duplicated, outOfOrder }: Latency): number {
  return lost + duplicated + outOfOrder;
}

async function run(options: ChildOptions): Promise<{ news: LatencyNews; cpuSeconds: number }> {
  const child = fork(path.join(import.meta.dirname, 'child.ts'), [JSON.stringify(options)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    execArgv: NODE_OPTIONS,
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

interface Summary {
  readonly rows: number;
  readonly missing: number;
  readonly importSeconds: number;
  readonly cpuSeconds: number;
  readonly json: boolean;
}

function report(phases: readonly Latency[], summary: Summary): void {
  const { rows, missing, importSeconds, cpuSeconds, json } = summary;
  if (json) {
    for (const phase of phases) console.log(JSON.stringify(phase));
    const [bench, system] = ['latency', 'stellwerk-import'];
    console.log(JSON.stringify({ bench, system, rows, missing, importSeconds, cpuSeconds }));
    return;
  }
  const [load = 0] = loadavg();
  const [cpu] = cpus();
  console.log(
    `\nEvent to applied on ${cpus().length} cores (${cpu?.model ?? 'unknown'}), load ${load.toFixed(1)}, ${DURABILITY}\n`,
  );
  for (const one of phases) {
    const { phase, perSecond, seconds, loop } = one;
    const faults = `${one.lost} lost, ${one.duplicated} doubled, ${one.outOfOrder} out of order`;
    console.log(
      `${phase}: ${one.applied} events at ${perSecond}/s in ${shown(seconds)} s, ${faults}`,
    );
    console.log(
      `  applied p50 ${shown(one.p50)} ms, p99 ${shown(one.p99)} ms (promised: ${PROMISED_MS[phase]} ms), p99.9 ${shown(one.p999)} ms, max ${shown(one.max)} ms`,
    );
    console.log(
      `  stored p99 ${shown(one.storedP99Ms)} ms; event loop p50 ${loop.p50} ms, p99 ${loop.p99} ms, max ${loop.max} ms; products settled meanwhile: ${one.products}`,
    );
    const cores = Object.entries(one.cores).map(([name, busy]) => `${name} ${busy.toFixed(2)}`);
    console.log(`  cores busy: ${cores.join(', ')}`);
  }
  console.log(
    `import: ${rows} rows in ${shown(importSeconds)} s, ${missing} missing; ${shown(cpuSeconds)} CPU s of the hub in all.`,
  );
}

function shown(value: number): string {
  return value.toFixed(1);
}
