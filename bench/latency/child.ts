import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Pool } from 'undici';
import type { SourceRecord } from '../../src/domain/index.ts';
import { startHub } from '../../src/runtime/hub.ts';
import type { RunningHub } from '../../src/runtime/hub.ts';
import { schema as productSchema } from '../bulk/workload.ts';
import type { LoopDelay } from '../support/loop-delay.ts';
import { measureLoopDelay } from '../support/loop-delay.ts';
import { usageOf } from '../support/processes.ts';
import { until } from '../support/until.ts';
import { drive } from './driver.ts';
import { configuration, eventSchema } from './workload.ts';

/** The hub's process, which also contains the sender of the events; it pushes them over HTTP. */
export interface ChildOptions {
  readonly natsUrl: string;
  readonly databaseUrl: string;
  readonly dir: string;
  readonly file: string;
  readonly perSecond: number;
  readonly seconds: number;
  readonly serverPids: Readonly<Record<string, number>>;
}

/** One phase of events. */
export interface Phase {
  /** Number of the first event, and the number after the last. */
  readonly from: number;
  readonly until: number;
  readonly seconds: number;
  readonly storedP99Ms: number;
  /** Event-loop delay of the main thread, milliseconds. */
  readonly loop: LoopDelay;
  /** Cores kept busy by hub (workers and driver included) and servers. */
  readonly cores: Readonly<Record<string, number>>;
  /** Catalogue rows that the lane settled in that time. */
  readonly products: number;
}

export interface LatencyNews {
  readonly alone: Phase;
  readonly importing: Phase;
  /** From the import command until its last row is settled; null when it was not waited for. */
  readonly importSeconds: number;
}

const LIMIT_MS = 120_000;
const WARM_UP_MS = 3_000;
const STOCK = 'stock/target';
const PRODUCTS = 'products/target';

const options = JSON.parse(process.argv[2] ?? '{}') as ChildOptions;
const { dir, natsUrl, databaseUrl, file, perSecond } = options;
await writeFile(path.join(dir, 'stellwerk.yaml'), configuration);
await writeFile(path.join(dir, 'event.schema.json'), JSON.stringify(eventSchema));
await writeFile(path.join(dir, 'product.schema.json'), JSON.stringify(productSchema));
await writeFile(path.join(dir, 'nothing.jsonl'), '');
const hub = await startHub({
  configFile: path.join(dir, 'stellwerk.yaml'),
  ...{ natsUrl, databaseUrl, stateDir: dir, log: 'silent' },
  env: { TARGET_URL: databaseUrl },
});
const signal = AbortSignal.timeout(LIMIT_MS);
await hub.settled(signal);
// Not `fetch`, which takes a seventh of this process's CPU time.
const sender = new Pool(`http://${hub.httpAddress}`, { bodyTimeout: LIMIT_MS });
/** Sends events as a company's own systems do. */
async function store(records: readonly SourceRecord[]): Promise<void> {
  const { statusCode, body } = await sender.request({
    path: '/v1/streams/stock/records',
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(records.map(({ document }) => document)),
  });
  await body.dump();
  if (statusCode >= 300) throw new Error(`the push was answered ${statusCode}`);
}
const lane = (name: string) => laneOf(hub, name);

const warm = await drive({
  store,
  perSecond,
  first: 1,
  more: (elapsedMs) => elapsedMs < WARM_UP_MS,
});
const alone = await phase(warm.next, () => true);
const importStartedAt = performance.now();
const { id } = await hub.imports.start(
  {
    ...{ stream: 'products', from: file, format: 'csv', encoding: null },
    reading: {
      ...{ delimiter: null, recordPath: null, sheet: null },
      ...{ numbers: ['price', 'stock'], decimalComma: [], germanDates: [] },
    },
    ...{ rejectsFile: null, maxRejects: 0, requestedBy: 'bench', requestId: null },
  },
  signal,
);
await until(hub, signal, () => lane(PRODUCTS).counts.applied > 0);
const importing = await phase(alone.until, () => !isImported());
await until(hub, signal, isImported);
const importSeconds = (performance.now() - importStartedAt) / 1000;
const news: LatencyNews = { alone, importing, importSeconds };
process.send?.(news);
// Stays alive until the parent has read its usage from /proc and ends it.
process.on('disconnect', () => {
  void Promise.all([sender.close(), hub.stop()]).then(() => process.exit(0));
});

/** Sends events for this long, while the condition holds; ends when all of them are settled. */
async function phase(first: number, holds: () => boolean): Promise<Phase> {
  const loopDelay = measureLoopDelay();
  const before = await cpuSeconds();
  const startedAt = performance.now();
  const productsBefore = lane(PRODUCTS).counts.applied;
  const more = (elapsedMs: number) => elapsedMs < options.seconds * 1000 && holds();
  const { next, storedMs } = await drive({ store, perSecond, first, more });
  const loop = loopDelay();
  const seconds = (performance.now() - startedAt) / 1000;
  const after = await cpuSeconds();
  const products = lane(PRODUCTS).counts.applied - productsBefore;
  await until(hub, signal, () => lane(STOCK).counts.applied >= next - 1);
  const sorted = [...storedMs].sort((a, b) => a - b);
  return {
    ...{ from: first, until: next, seconds, products },
    cores: Object.fromEntries(
      Object.entries(after).map(([name, spent]) => [name, (spent - (before[name] ?? 0)) / seconds]),
    ),
    storedP99Ms: sorted[Math.floor(sorted.length * 0.99)] ?? 0,
    loop,
  };
}

async function cpuSeconds(): Promise<Record<string, number>> {
  const pids = Object.entries({ hub: process.pid, ...options.serverPids });
  const usages = pids.map(async ([name, pid]) => [name, (await usageOf(pid)).cpuSeconds] as const);
  return Object.fromEntries(await Promise.all(usages));
}

function isImported(): boolean {
  const { state, counts } = hub.imports.get(id);
  if (state === 'failed') throw new Error('the import failed');
  return state === 'finished' && lane(PRODUCTS).counts.applied >= counts.stored;
}

function laneOf(running: RunningHub, name: string) {
  const found = running.lanes().find((one) => one.name === name);
  if (found) return found;
  throw new Error(`no lane ${name}`);
}
