import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { openServers } from '../../src/runtime/embedded/index.ts';
import type { Servers } from '../../src/runtime/embedded/index.ts';
import { createTarget, verify, waitForWrites } from '../relay/target.ts';
import type { Usage } from '../support/processes.ts';
import { usageOf } from '../support/processes.ts';
import type { Measurement } from '../support/report.ts';
import { toTable } from '../support/report.ts';
import type { ChildOptions, ImportNews } from './child.ts';
import { writeCatalogue } from './workload.ts';

/** No run takes longer: the machine is others' too. */
const LIMIT_MS = 90_000;
const NODE_OPTIONS = ['--max-semi-space-size=32'];
const DURABILITY = 'JetStream sync_interval always, PostgreSQL fsync on, synchronous_commit on';
const COLUMNS = 'sku, name, category, price, currency, stock, active, updated_at';

/**
 * `bulk [--records N] [--import-only] [--json]`: a catalogue of CSV brought into PostgreSQL by the hub (validated, mapped, with
 * master keys), and by PostgreSQL's own COPY in the same run. `--import-only` measures up to the stream's log alone.
 */
export async function main(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      records: { type: 'string', default: '100000' },
      'import-only': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const records = Number(values.records);
  if (!Number.isInteger(records) || records < 1)
    throw new Error('--records wants a whole number above 0');
  const dir = await mkdtemp(path.join(tmpdir(), 'stellwerk-bench-bulk-'));
  try {
    const file = path.join(dir, 'catalogue.csv');
    await writeCatalogue(file, records);
    const copied = values['import-only']
      ? null
      : await withServers((servers) => copy(servers, file, records));
    const imported = await withServers((servers, serverDir) =>
      importByHub(servers, { dir: serverDir, file, records, importOnly: values['import-only'] }),
    );
    report({ copied, ...imported }, { records, bytes: (await stat(file)).size, json: values.json });
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** Each system gets fresh servers, so that none pays for or gains from what the other left behind. */
async function withServers<T>(work: (servers: Servers, dir: string) => Promise<T>): Promise<T> {
  const dir = await mkdtemp(path.join(tmpdir(), 'stellwerk-bench-'));
  const servers = await openServers({ dataDir: dir, env: {} });
  try {
    await createTarget(servers.databaseUrl);
    return await work(servers, dir);
  } finally {
    await servers.close();
    await rm(dir, { recursive: true, force: true });
  }
}

/** The limit: the server reads the file itself, nothing is checked, nothing is kept for later. */
async function copy(servers: Servers, file: string, records: number): Promise<Measurement> {
  const client = new pg.Client({ connectionString: servers.databaseUrl });
  await client.connect();
  const before = await usageOfServers(servers);
  const startedAt = performance.now();
  await client.query(
    `copy product (${COLUMNS}) from ${pg.escapeLiteral(file)} with (format csv, header)`,
  );
  const seconds = (performance.now() - startedAt) / 1000;
  await client.end();
  const after = await usageOfServers(servers);
  return measurement('copy', records, seconds, {
    relay: { cpuSeconds: 0, peakRssMb: 0 },
    ...spent(before, after),
    ...(await verify(servers.databaseUrl, { records, keys: records })),
  });
}

interface HubRun {
  readonly dir: string;
  readonly file: string;
  readonly records: number;
  readonly importOnly: boolean;
}

interface Imported {
  readonly hub: Measurement | null;
  readonly news: ImportNews;
}

async function importByHub(
  servers: Servers,
  { dir, file, records, importOnly }: HubRun,
): Promise<Imported> {
  const { natsUrl, databaseUrl } = servers;
  const options: ChildOptions = { natsUrl, databaseUrl, dir, file };
  const before = await usageOfServers(servers);
  const child = fork(path.join(import.meta.dirname, 'child.ts'), [JSON.stringify(options)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    execArgv: NODE_OPTIONS,
  });
  const exited = once(child, 'exit');
  const signal = AbortSignal.timeout(LIMIT_MS);
  try {
    const [news] = (await Promise.race([once(child, 'message', { signal }), exited])) as [
      ImportNews,
    ];
    if (typeof news !== 'object')
      throw new Error(`the hub ended early with exit code ${String(news)}`);
    if (importOnly) return { hub: null, news };
    const endedAtMs = await waitForWrites(databaseUrl, records, {
      signal,
      onProgress: () => undefined,
    });
    const usage = await usageOf(child.pid ?? 0);
    const hub = measurement('stellwerk', records, (endedAtMs - news.startedAtMs) / 1000, {
      relay: usage,
      ...spent(before, await usageOfServers(servers)),
      ...(await verify(databaseUrl, { records, keys: records })),
    });
    return { hub, news };
  } finally {
    if (child.connected) child.disconnect();
    await exited;
  }
}

type Spent = Readonly<Record<'nats' | 'postgres', Usage>>;

async function usageOfServers(servers: Servers): Promise<Spent> {
  const of = (role: 'nats' | 'postgres') =>
    usageOf(servers.pids.find((one) => one.role === role)?.pid ?? 0);
  return { nats: await of('nats'), postgres: await of('postgres') };
}

function spent(before: Spent, after: Spent): Spent {
  const one = (role: 'nats' | 'postgres') => ({
    cpuSeconds: after[role].cpuSeconds - before[role].cpuSeconds,
    peakRssMb: after[role].peakRssMb,
  });
  return { nats: one('nats'), postgres: one('postgres') };
}

function measurement(
  system: string,
  records: number,
  seconds: number,
  found: Spent & { readonly relay: Usage; lost: number; duplicated: number; outOfOrder: number },
): Measurement {
  const { relay, nats, postgres, lost, duplicated, outOfOrder } = found;
  const peakRssMBPerProcess = {
    relay: relay.peakRssMb,
    nats: nats.peakRssMb,
    postgres: postgres.peakRssMb,
  };
  return {
    bench: 'bulk',
    system,
    records,
    seconds,
    recordsPerMinute: Math.round((records / seconds) * 60),
    lost,
    duplicated,
    outOfOrder,
    cpuSeconds: { relay: relay.cpuSeconds, nats: nats.cpuSeconds, postgres: postgres.cpuSeconds },
    peakRssMB: Object.values(peakRssMBPerProcess).reduce((sum, peak) => sum + peak, 0),
    peakRssMBPerProcess,
    durability: DURABILITY,
  };
}

function report(
  { copied, hub, news }: Imported & { readonly copied: Measurement | null },
  {
    records,
    bytes,
    json,
  }: { readonly records: number; readonly bytes: number; readonly json: boolean },
): void {
  const measurements = [hub, copied].filter((one) => one !== null);
  const { loop, rssMb, startedAtMs, importedAtMs } = news;
  const seconds = (importedAtMs - startedAtMs) / 1000;
  if (json) {
    for (const one of measurements) console.log(JSON.stringify(one));
    console.log(
      JSON.stringify({ bench: 'bulk', system: 'stellwerk-import', records, seconds, loop, rssMb }),
    );
    return;
  }
  const [load = 0] = loadavg();
  console.log(
    `\nBulk on ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), load ${load.toFixed(1)}, ${DURABILITY}\n`,
  );
  if (measurements.length > 0) console.log(toTable(measurements));
  const rate = Math.round(records / seconds).toLocaleString('en-US');
  console.log(
    `\nImport into the log: ${records.toLocaleString('en-US')} rows (${(bytes / 1e6).toFixed(0)} MB) in ${seconds.toFixed(2)} s, ${rate} a second, lanes at work meanwhile.`,
  );
  console.log(
    `Event-loop delay meanwhile: p50 ${loop.p50} ms, p99 ${loop.p99} ms, max ${loop.max} ms.`,
  );
  console.log(`Resident size of hub and workers: ${thinned(rssMb).join(', ')} MB.`);
  if (hub && copied)
    console.log(
      `The hub takes ${(hub.seconds / copied.seconds).toFixed(1)} times the time of plain COPY.`,
    );
}

/** At most ten figures, evenly over the time. */
function thinned(values: readonly number[]): readonly number[] {
  const step = Math.max(1, Math.ceil(values.length / 10));
  return values.filter((_, index) => index % step === 0);
}
