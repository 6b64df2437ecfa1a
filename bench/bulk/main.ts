import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import type { Servers } from '../../src/runtime/embedded/index.ts';
import { createTarget, verify, waitForWrites } from '../relay/target.ts';
import type { Outcome } from '../support/frame/index.ts';
import { verifyCounts } from '../support/frame/index.ts';
import type { Usage } from '../support/processes.ts';
import { usageOf } from '../support/processes.ts';
import type { Measurement } from '../support/report.ts';
import { complete, toTable } from '../support/report.ts';
import type { ServerUsage } from '../support/servers.ts';
import {
  costOf,
  DURABILITY,
  HUB_NODE_OPTIONS,
  usageOfServers,
  withServers,
} from '../support/servers.ts';
import { count } from '../support/table.ts';
import type { ChildOptions, ImportNews } from './child.ts';
import { copyByClient } from './copy-limit.ts';
import { writeCatalogue } from './workload.ts';

/** Limit of each run, since others use the machine too. */
const LIMIT_MS = 90_000;
const COLUMNS = 'sku, name, category, price, currency, stock, active, updated_at';

export const about = 'a CSV catalogue into PostgreSQL, compared with plain COPY';

/**
 * `bulk [--records N] [--import-only] [--json]`: brings a CSV catalogue into PostgreSQL through the hub (validated, mapped, with
 * master keys) and, in the same run, through a client's plain COPY, which also validates and maps, and through PostgreSQL's own
 * COPY of the file. `--import-only` measures only up to the stream's log.
 */
export async function main(args: string[]): Promise<Outcome> {
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
    throw new Error('--records must be a whole number above 0');
  const dir = await mkdtemp(path.join(tmpdir(), 'stellwerk-bench-bulk-'));
  try {
    const file = path.join(dir, 'catalogue.csv');
    await writeCatalogue(file, records);
    const limits = values['import-only'] ? null : await measureLimits(file, records);
    const imported = await withServers((servers, serverDir) =>
      importByHub(servers, { dir: serverDir, file, records, importOnly: values['import-only'] }),
    );
    return outcomeOf({ limits, ...imported }, { records, bytes: (await stat(file)).size });
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** What an import is measured against. */
interface Limits {
  /** The limit of a client that does the same to every row but keeps nothing: an import may take one and a half times as long. */
  readonly copied: Measurement;
  /** The limit of the disk. */
  readonly copiedByServer: Measurement;
}

async function measureLimits(file: string, records: number): Promise<Limits> {
  return {
    copied: await withServers((servers, dir) => copy(servers, { dir, file, records })),
    copiedByServer: await withServers((servers) => copyByServer(servers, file, records)),
  };
}

async function copy(
  servers: Servers,
  { dir, file, records }: Omit<HubRun, 'importOnly'>,
): Promise<Measurement> {
  const { natsUrl, databaseUrl } = servers;
  await createTarget(databaseUrl);
  const before = await usageOfServers(servers);
  const { seconds, usage } = await copyByClient({ natsUrl, databaseUrl, dir, file });
  return measurement('copy', records, seconds, {
    relay: usage,
    before,
    after: await usageOfServers(servers),
    ...(await verify(databaseUrl, { records, keys: records })),
  });
}

/** The server reads the file itself and checks nothing. */
async function copyByServer(servers: Servers, file: string, records: number): Promise<Measurement> {
  await createTarget(servers.databaseUrl);
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
  return measurement('server-copy', records, seconds, {
    relay: { cpuSeconds: 0, peakRssMb: 0 },
    before,
    after,
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
  await createTarget(databaseUrl);
  const options: ChildOptions = { natsUrl, databaseUrl, dir, file };
  const before = await usageOfServers(servers);
  const child = fork(path.join(import.meta.dirname, 'child.ts'), [JSON.stringify(options)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    execArgv: [...HUB_NODE_OPTIONS],
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
      before,
      after: await usageOfServers(servers),
      ...(await verify(databaseUrl, { records, keys: records })),
    });
    return { hub, news };
  } finally {
    if (child.connected) child.disconnect();
    await exited;
  }
}

interface Found {
  readonly relay: Usage;
  readonly before: ServerUsage;
  readonly after: ServerUsage;
  readonly lost: number;
  readonly duplicated: number;
  readonly outOfOrder: number;
}

function measurement(system: string, records: number, seconds: number, found: Found): Measurement {
  const { relay, before, after, lost, duplicated, outOfOrder } = found;
  return complete({
    bench: 'bulk',
    system,
    records,
    seconds,
    lost,
    duplicated,
    outOfOrder,
    ...costOf(relay, before, after),
    durability: DURABILITY,
  });
}

function outcomeOf(
  { limits, hub, news }: Imported & { readonly limits: Limits | null },
  { records, bytes }: { readonly records: number; readonly bytes: number },
): Outcome {
  const measurements = [hub, limits?.copied, limits?.copiedByServer].filter((one) => one != null);
  const { loop, rssMb, startedAtMs, importedAtMs } = news;
  const seconds = (importedAtMs - startedAtMs) / 1000;
  const rate = `${count(records / seconds)} rows per second into the log`;
  const ratio =
    hub && limits
      ? `${(hub.seconds / limits.copied.seconds).toFixed(2)} times the time of plain COPY`
      : null;
  const imported = {
    ...{ bench: 'bulk', system: 'stellwerk-import', records, seconds, loop },
    rssMb: thinned(rssMb),
  };
  return {
    settings: { records, megabytes: Math.round(bytes / 1e6), durability: DURABILITY },
    figures: [...measurements, imported],
    text: [
      ...(measurements.length > 0 ? [toTable(measurements), ''] : []),
      `Import into the log: ${count(records)} rows (${(bytes / 1e6).toFixed(0)} MB) in ${seconds.toFixed(2)} s, ${rate}, while the lanes were working.`,
      `Event-loop delay during the import: p50 ${loop.p50} ms, p99 ${loop.p99} ms, max ${loop.max} ms.`,
      `Resident memory of the hub with its workers: ${thinned(rssMb).join(', ')} MB.`,
      ...(ratio === null ? [] : [`The hub takes ${ratio}.`]),
    ].join('\n'),
    headline:
      ratio === null ? rate : `${count(records)} rows in ${hub?.seconds.toFixed(1)} s, ${ratio}`,
    verification:
      measurements.length > 0
        ? verifyCounts(measurements)
        : { passed: news.rejected === 0, says: `${news.rejected} rows rejected` },
  };
}

/** Returns at most ten figures, evenly spread over the time. */
function thinned(values: readonly number[]): readonly number[] {
  const step = Math.max(1, Math.ceil(values.length / 10));
  return values.filter((_, index) => index % step === 0);
}
