import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { openServers } from '../../src/runtime/embedded/index.ts';
import { startHub } from '../../src/runtime/hub.ts';
import type { RunningHub } from '../../src/runtime/hub.ts';
import type { Outcome } from '../support/frame/index.ts';
import { verifyCounts } from '../support/frame/index.ts';
import { Proxy } from '../support/proxy.ts';
import { DURABILITY } from '../support/servers.ts';
import { count, textTable } from '../support/table.ts';
import { until } from '../support/until.ts';
import { writeConfiguration } from '../relay/configuration.ts';
import type { Verification } from '../relay/target.ts';
import { createTarget, verify, waitForWrites } from '../relay/target.ts';
import { keysOf } from '../relay/workload.ts';

const LIMIT_MS = 3 * 60_000;
const LANE = 'products/target';

export const about = 'draining a full log after an outage of the target';

/** The result of draining a full log once. */
interface Drained extends Omit<Verification, 'applied'> {
  readonly case: string;
  readonly records: number;
  /** From the time when the lane could deliver again to its first written record. */
  readonly firstWriteMs: number;
  readonly drainMs: number;
  readonly recordsPerMinute: number;
  readonly deadLetters: number;
}

/**
 * `outage [--records N] [--json]`: the target is down while this many records queue; then it returns, and nobody touches the hub.
 * The same run also measures the lane's normal speed: the same log drained after a pause.
 */
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
  const results = [await afterPause(records), await afterOutage(records)];
  const counted = verifyCounts(results);
  const deadLetters = results.reduce((sum, one) => sum + one.deadLetters, 0);
  const [paused, outage] = results;
  return {
    settings: { records, durability: DURABILITY },
    figures: results.map((result) => ({ bench: 'outage', ...result })),
    text: textTable(
      results.map((one) => ({
        case: one.case,
        'first write ms': count(one.firstWriteMs),
        'drain ms': count(one.drainMs),
        'records/min': count(one.recordsPerMinute),
      })),
    ),
    headline: `after an outage ${count(outage?.recordsPerMinute ?? 0)} records per minute, after a pause ${count(paused?.recordsPerMinute ?? 0)}`,
    verification: {
      passed: counted.passed && deadLetters === 0,
      says: `${counted.says}, ${deadLetters} dead letters`,
    },
  };
}

function afterOutage(records: number): Promise<Drained> {
  return drainOf('after an outage', records, async ({ proxy }) => {
    const openedAtMs = Date.now();
    proxy.change('clear');
    return openedAtMs;
  });
}

/** The target returns first, but the lane stays paused until the hub knows that it is back. */
function afterPause(records: number): Promise<Drained> {
  return drainOf('after a pause', records, async ({ hub, proxy, signal }) => {
    await order(hub, 'pause', signal);
    proxy.change('clear');
    await until(hub, signal, () => hub.connectors().every(({ state }) => state === 'ready'));
    const openedAtMs = Date.now();
    await order(hub, 'resume', signal);
    return openedAtMs;
  });
}

async function order(hub: RunningHub, action: 'pause' | 'resume', signal: AbortSignal) {
  await hub.send({ id: action, kind: 'lane', name: LANE, action, requestedBy: 'bench' }, signal);
}

interface Parts {
  readonly hub: RunningHub;
  readonly proxy: Proxy;
  readonly signal: AbortSignal;
}

/** @param open lets the lane deliver; resolves with the time from which on it could */
async function drainOf(
  name: string,
  records: number,
  open: (parts: Parts) => Promise<number>,
): Promise<Drained> {
  await using opened = new AsyncDisposableStack();
  const dir = await mkdtemp(path.join(tmpdir(), 'stellwerk-bench-'));
  opened.defer(() => rm(dir, { recursive: true, force: true }));
  const servers = await openServers({ dataDir: dir, env: {} });
  opened.defer(() => servers.close());
  await createTarget(servers.databaseUrl);
  const proxy = opened.use(await Proxy.open(Number(new URL(servers.databaseUrl).port)));
  // Behaves like a system that is not running.
  proxy.change('refusing');
  // If the outage counted an attempt, it would show as a dead letter.
  const configFile = await writeConfiguration(dir, { records, lane: 'retry: { attempts: 1 }' });
  const hub = await startHub({
    configFile,
    natsUrl: servers.natsUrl,
    databaseUrl: servers.databaseUrl,
    stateDir: dir,
    log: 'silent',
    env: { TARGET_URL: through(servers.databaseUrl, proxy) },
  });
  opened.defer(() => hub.stop());
  const signal = AbortSignal.timeout(LIMIT_MS);
  await until(hub, signal, () => (hub.streams()[0]?.records ?? 0) >= records);
  console.error(`${name}: ${count(records)} records are waiting for the target`);
  const openedAtMs = await open({ hub, proxy, signal });
  const options = { signal, onProgress: () => undefined };
  const firstAtMs = await waitForWrites(servers.databaseUrl, 1, options);
  const lastAtMs = await waitForWrites(servers.databaseUrl, records, options);
  const { lost, duplicated, outOfOrder } = await verify(servers.databaseUrl, {
    records,
    keys: keysOf(records),
  });
  const drainMs = lastAtMs - firstAtMs;
  return {
    case: name,
    records,
    firstWriteMs: firstAtMs - openedAtMs,
    drainMs,
    recordsPerMinute: Math.round((records / drainMs) * 60_000),
    deadLetters: hub.lanes()[0]?.counts.deadLettered ?? 0,
    ...{ lost, duplicated, outOfOrder },
  };
}

function through(url: string, { port }: Proxy): string {
  const changed = new URL(url);
  changed.port = String(port);
  return changed.href;
}
