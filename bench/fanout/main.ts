import { fork } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import type { Servers } from '../../src/runtime/embedded/index.ts';
import { keysOf } from '../relay/workload.ts';
import { answerOf, ended } from '../support/answers.ts';
import type { Outcome } from '../support/frame/index.ts';
import { usageOf } from '../support/processes.ts';
import {
  DURABILITY,
  HUB_NODE_OPTIONS,
  spentBetween,
  usageOfServers,
  withServers,
} from '../support/servers.ts';
import { count, textTable } from '../support/table.ts';
import type { HubNews, HubOptions } from './hub.ts';

const LIMIT_MS = 5 * 60_000;

export const about = 'one stream into 1 to 20 targets';

/** One hub with this many lanes on one stream. */
interface Spread {
  readonly bench: 'fanout';
  readonly lanes: number;
  readonly records: number;
  readonly seconds: number;
  /** Records applied a minute by all lanes together, and by each. */
  readonly appliedPerMinute: number;
  readonly perLanePerMinute: number;
  readonly cpuSeconds: Readonly<Record<'hub' | 'nats' | 'postgres', number>>;
  /** Records that a lane did not apply exactly once, and rows that a target lacks or holds in an old version. */
  readonly faults: number;
}

/** `fanout [--records 20000] [--lanes 1,2,5,10,20] [--json]`: delivers the same records to more and more targets. */
export async function main(args: string[]): Promise<Outcome> {
  const { values } = parseArgs({
    args,
    options: {
      records: { type: 'string', default: '20000' },
      lanes: { type: 'string', default: '1,2,5,10,20' },
      json: { type: 'boolean', default: false },
    },
  });
  const records = Number(values.records);
  const widths = values.lanes.split(',').map(Number);
  if (!(records >= 1) || widths.some((lanes) => !(lanes >= 1)))
    throw new Error('--records must be a number above 0, and --lanes a list of such numbers');
  const spreads: Spread[] = [];
  for (const lanes of widths) {
    const spread = await withServers((servers, dir) => measure(servers, dir, { records, lanes }));
    console.error(`${lanes} lanes: ${count(spread.appliedPerMinute)} records applied per minute`);
    spreads.push(spread);
  }
  return outcomeOf(spreads, records);
}

async function measure(
  servers: Servers,
  dir: string,
  { records, lanes }: { readonly records: number; readonly lanes: number },
): Promise<Spread> {
  const { natsUrl, databaseUrl } = servers;
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await createTargets(client, lanes);
    const before = await usageOfServers(servers);
    const options: HubOptions = { natsUrl, databaseUrl, dir, records, lanes };
    const hub = fork(path.join(import.meta.dirname, 'hub.ts'), [JSON.stringify(options)], {
      execArgv: [...HUB_NODE_OPTIONS],
    });
    try {
      const news = await answerOf<HubNews>(hub, AbortSignal.timeout(LIMIT_MS));
      const { cpuSeconds } = await usageOf(hub.pid ?? 0);
      const perLane = (records / news.seconds) * 60;
      return {
        ...{ bench: 'fanout', lanes, records, seconds: rounded(news.seconds) },
        appliedPerMinute: Math.round(perLane * lanes),
        perLanePerMinute: Math.round(perLane),
        cpuSeconds: { hub: cpuSeconds, ...spentBetween(before, await usageOfServers(servers)) },
        faults: countFaults(news, records) + (await countWrongRows(client, lanes, records)),
      };
    } finally {
      await ended(hub);
    }
  } finally {
    await client.end();
  }
}

async function createTargets(client: pg.Client, lanes: number): Promise<void> {
  for (let index = 0; index < lanes; index++) {
    await client.query(
      `create table product_${index} (sku text primary key, name text not null, category text, price numeric(12, 2) not null,
        currency text not null, stock integer, active boolean, updated_at timestamptz not null)`,
    );
  }
}

function countFaults({ applied, others }: HubNews, records: number): number {
  const off = applied.map((one, index) => Math.abs(records - one) + (others[index] ?? 0));
  return off.reduce((sum, one) => sum + one, 0);
}

/** A second version is recognisable by its name. */
async function countWrongRows(client: pg.Client, lanes: number, records: number): Promise<number> {
  const keys = keysOf(records);
  let wrong = 0;
  for (let index = 0; index < lanes; index++) {
    const { rows } = await client.query<{ rows: number; second: number }>(
      `select count(*)::int as rows, (count(*) filter (where name like '%second version'))::int as second from product_${index}`,
    );
    wrong += Math.abs(keys - (rows[0]?.rows ?? 0));
    wrong += Math.abs(records - keys - (rows[0]?.second ?? 0));
  }
  return wrong;
}

function outcomeOf(spreads: readonly Spread[], records: number): Outcome {
  const faults = spreads.reduce((sum, one) => sum + one.faults, 0);
  const [first, last] = [spreads[0], spreads.at(-1)];
  return {
    settings: { records, targets: 'one table each in one database', durability: DURABILITY },
    figures: spreads,
    text: textTable(
      spreads.map((one) => ({
        lanes: String(one.lanes),
        seconds: one.seconds.toFixed(2),
        'applied/min in all': count(one.appliedPerMinute),
        'per lane': count(one.perLanePerMinute),
        'CPU s: hub': one.cpuSeconds.hub.toFixed(1),
        NATS: one.cpuSeconds.nats.toFixed(1),
        PostgreSQL: one.cpuSeconds.postgres.toFixed(1),
      })),
    ),
    headline: `${last?.lanes} lanes apply ${count(last?.appliedPerMinute ?? 0)} records per minute in total, ${first?.lanes} ${count(first?.appliedPerMinute ?? 0)}`,
    verification: {
      passed: faults === 0,
      says: `every lane applied every record exactly once, and every target holds the newest version of each key: ${faults} faults`,
    },
  };
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
