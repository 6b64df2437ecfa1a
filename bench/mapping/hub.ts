import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { startHub } from '../../src/runtime/hub.ts';
import type { RunningHub } from '../../src/runtime/hub.ts';
import { writeConfiguration } from '../relay/configuration.ts';
import { recordAt } from '../relay/workload.ts';
import type { LoopDelay } from '../support/loop-delay.ts';
import { until } from '../support/until.ts';

/** The hub's process: `hub.ts OPTIONS`. Answers once when its lane has settled everything; ends with its parent. */
export interface HubOptions {
  readonly natsUrl: string;
  readonly databaseUrl: string;
  readonly dir: string;
  readonly records: number;
  readonly cpuMs: number;
  readonly workers: boolean;
}

export interface HubNews {
  /** From the first page of the source to the last record of the lane. */
  readonly seconds: number;
  /** The hub's own metric for the time after its start, milliseconds. */
  readonly loop: LoopDelay;
}

const LIMIT_MS = 5 * 60_000;
const options = JSON.parse(process.argv[2] ?? '{}') as HubOptions;
const { dir, natsUrl, databaseUrl, records } = options;
const configFile = await writeConfiguration(dir, {
  ...{ records, source: 'kind: file, path: ./products.jsonl' },
  ...{ lane: `workers: ${options.workers}`, map: './map.ts' },
});
await writeFile(path.join(dir, 'map.ts'), mappingModule(options));
const source = path.join(dir, 'products.jsonl');
await writeFile(source, '');
const hub = await startHub({
  ...{ configFile, natsUrl, databaseUrl, stateDir: dir, log: 'silent' },
  env: { TARGET_URL: databaseUrl },
});
process.on('disconnect', () => void hub.stop().finally(() => process.exit(0)));
// The metric counts from one reading to the next. The start must not count, so the records come only now.
await loopDelay(hub);
const products = Array.from({ length: records }, (_, index) => recordAt(index, records).document);
await writeFile(source, products.map((one) => JSON.stringify(one)).join('\n'));
const signal = AbortSignal.timeout(LIMIT_MS);
const sync = { id: 'bench', kind: 'stream', name: 'products', action: 'sync' } as const;
await hub.send({ ...sync, requestedBy: 'bench' }, signal);
await until(hub, signal, () => {
  const counts = hub.lanes()[0]?.counts;
  return counts !== undefined && counts.applied + counts.deadLettered >= records;
});
const startedAtMs = hub.streams()[0]?.lastRun?.startedAtMs ?? NaN;
const seconds = (Date.now() - startedAtMs) / 1_000;
process.send?.({ seconds, loop: await loopDelay(hub) } satisfies HubNews);

async function loopDelay({ httpAddress }: RunningHub): Promise<HubNews['loop']> {
  const text = await (await fetch(`http://${httpAddress}/metrics`)).text();
  const ms = (name: string) => {
    const [, value] =
      new RegExp(`^nodejs_eventloop_lag_${name}_seconds (.*)$`, 'm').exec(text) ?? [];
    return Math.round(Number(value) * 10_000) / 10;
  };
  return { p50: ms('p50'), p99: ms('p99'), max: ms('max') };
}

function mappingModule({ cpuMs }: HubOptions): string {
  const burn = path.join(import.meta.dirname, 'burn.ts');
  return `import { burning } from '${burn}';\nexport default burning(${cpuMs});\n`;
}
