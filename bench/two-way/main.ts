import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { RunningHub } from '../../src/runtime/hub.ts';
import { startHub } from '../../src/runtime/hub.ts';
import type { Outcome } from '../support/frame/index.ts';
import { DURABILITY, withServers } from '../support/servers.ts';
import { count, textTable } from '../support/table.ts';
import { until } from '../support/until.ts';
import type { Company } from './company.ts';
import { config, openCompany } from './company.ts';

/** The flow is at rest when nothing moves for this long: both sides are read every second. */
const REST_MS = 5_000;
const LIMIT_MS = 300_000;

export const about =
  'customers edited at random on both sides become equal, with a bounded number of writes';

interface Figures {
  readonly bench: 'two-way';
  readonly system: 'stellwerk';
  readonly customers: number;
  readonly edits: number;
  /** Rows that the hub wrote, on both sides. */
  readonly writes: number;
  readonly echoes: number;
  readonly restAfterMs: number;
  readonly different: number;
}

/** `two-way [--customers N] [--seconds N] [--json]`: edits both sides at random; ends when nothing moves any more. */
export async function main(args: string[]): Promise<Outcome> {
  const { values } = parseArgs({
    args,
    options: {
      customers: { type: 'string', default: '10000' },
      seconds: { type: 'string', default: '60' },
      json: { type: 'boolean', default: false },
    },
  });
  const [customers, seconds] = [Number(values.customers), Number(values.seconds)];
  if (!(customers >= 10 && seconds >= 1 && seconds <= 60)) {
    throw new Error('--customers must be at least 10, --seconds 1 to 60');
  }
  const figures = await withServers((servers, dir) => measure(servers, dir, customers, seconds));
  const { edits, writes, echoes, restAfterMs, different } = figures;
  return {
    headline: `${count(writes)} writes for ${count(edits)} edits, ${different} rows different`,
    settings: { customers, seconds, durability: DURABILITY },
    figures: [figures],
    text: textTable([
      {
        customers: count(customers),
        edits: count(edits),
        'writes of the hub': count(writes),
        'writes an edit': (writes / edits).toFixed(2),
        echoes: count(echoes),
        'at rest after': `${(restAfterMs / 1_000).toFixed(1)} s`,
        different: count(different),
      },
    ]),
    verification: {
      passed: different === 0 && writes <= 2 * edits,
      says: `both tables compared row by row after 5 s without changes: ${different} rows differ`,
    },
  };
}

async function measure(
  { natsUrl, databaseUrl }: { readonly natsUrl: string; readonly databaseUrl: string },
  dir: string,
  customers: number,
  seconds: number,
): Promise<Figures> {
  const signal = AbortSignal.timeout(LIMIT_MS);
  await using company = await openCompany(databaseUrl, customers);
  const configFile = path.join(dir, 'stellwerk.yaml');
  await writeFile(configFile, config);
  const env = { ...process.env, DATABASE_URL: databaseUrl };
  const started = { configFile, natsUrl, databaseUrl, stateDir: dir, env };
  const hub = await startHub({ ...started, log: 'silent', signal });
  try {
    await until(hub, signal, () => echoesOf(hub) >= customers);
    const before = await company.writes();
    const edits = await company.edit(seconds, signal);
    const editedAt = performance.now();
    const restedAt = await untilRest(hub, company, signal);
    return {
      ...{ bench: 'two-way', system: 'stellwerk', customers, edits },
      writes: (await company.writes()) - before - edits,
      echoes: echoesOf(hub) - customers,
      restAfterMs: Math.round(restedAt - editedAt),
      different: await company.different(),
    };
  } finally {
    await hub.stop();
  }
}

function echoesOf(hub: RunningHub): number {
  return hub.lanes().reduce((sum, { counts }) => sum + counts.echoed, 0);
}

/** @returns the time of the last movement */
async function untilRest(hub: RunningHub, company: Company, signal: AbortSignal): Promise<number> {
  let [writes, movedAt] = [await company.writes(), performance.now()];
  while (performance.now() - movedAt < REST_MS) {
    await wait(200, undefined, { signal });
    const now = await company.writes();
    const waits = hub.lanes().some(({ backlog, parked }) => backlog + parked > 0);
    if (now !== writes || waits) [writes, movedAt] = [now, performance.now()];
  }
  return movedAt;
}
