import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import type { Servers } from '../../src/runtime/embedded/index.ts';
import { createTarget, verify } from '../relay/target.ts';
import { answerOf, ended } from '../support/answers.ts';
import type { Outcome } from '../support/frame/index.ts';
import { verifyCounts } from '../support/frame/index.ts';
import { usageOf } from '../support/processes.ts';
import {
  DURABILITY,
  HUB_NODE_OPTIONS,
  spentBetween,
  usageOfServers,
  withServers,
} from '../support/servers.ts';
import { count, textTable } from '../support/table.ts';
import { changeSome, countDifferences, createCatalogue } from './catalogue.ts';
import type { HubNews, HubOptions } from './hub.ts';

const LIMIT_MS = 20 * 60_000;
const WANTED_CPU_S = 2;

export const about =
  'the cost of finding and applying changes to one in a thousand records of a large catalogue';

/** One sync: the first one, or one that finds a few changes. */
interface Sync {
  readonly bench: 'delta';
  readonly sync: string;
  readonly records: number;
  /** From the sync command to the last settled record. */
  readonly seconds: number;
  readonly cpuSeconds: Readonly<Record<'hub' | 'nats' | 'postgres', number>>;
}

/** `delta [--records 1000000] [--rounds 3] [--json]`: syncs a table once, then repeatedly after 0.1 % of it has changed. */
export async function main(args: string[]): Promise<Outcome> {
  const { values } = parseArgs({
    args,
    options: {
      records: { type: 'string', default: '1000000' },
      rounds: { type: 'string', default: '3' },
      json: { type: 'boolean', default: false },
    },
  });
  const [records, rounds] = [Number(values.records), Number(values.rounds)];
  if (!(records >= 1_000) || !(rounds >= 1))
    throw new Error('--records must be at least 1000, --rounds at least 1');
  const changes = Math.floor(records / 1_000);
  return withServers(async (servers, dir) => {
    await createTarget(servers.databaseUrl);
    const client = new pg.Client({ connectionString: servers.databaseUrl });
    await client.connect();
    try {
      console.error(`creating a catalogue of ${count(records)} products`);
      await createCatalogue(client, records);
      const syncs = await measure({ servers, dir, client, records, changes, rounds });
      const sent = records + changes * rounds;
      const journal = await verify(servers.databaseUrl, { records: sent, keys: records });
      return outcomeOf(syncs, {
        ...{ records, changes },
        verification: verifyCounts([journal]),
        differences: await countDifferences(client),
      });
    } finally {
      await client.end();
    }
  });
}

interface Measuring {
  readonly servers: Servers;
  readonly dir: string;
  readonly client: pg.Client;
  readonly records: number;
  readonly changes: number;
  readonly rounds: number;
}

async function measure(bench: Measuring): Promise<Sync[]> {
  const { servers, dir, client, records, changes, rounds } = bench;
  const { natsUrl, databaseUrl } = servers;
  const signal = AbortSignal.timeout(LIMIT_MS);
  const options: HubOptions = { natsUrl, databaseUrl, dir };
  const hub = fork(path.join(import.meta.dirname, 'hub.ts'), [JSON.stringify(options)], {
    execArgv: [...HUB_NODE_OPTIONS],
  });
  try {
    await answerOf<HubNews>(hub, signal);
    const order = { servers, hub, signal };
    const syncs = [await sync({ ...order, name: 'first', records, total: records })];
    for (let round = 1; round <= rounds; round++) {
      await changeSome(client, { records, changes, round });
      const total = records + changes * round;
      syncs.push(await sync({ ...order, name: `delta ${round}`, records: changes, total }));
    }
    return syncs;
  } finally {
    await ended(hub);
  }
}

interface Order {
  readonly servers: Servers;
  readonly hub: ChildProcess;
  readonly signal: AbortSignal;
  readonly name: string;
  readonly records: number;
  /** Total settled at the end. */
  readonly total: number;
}

async function sync({ servers, hub, signal, name, records, total }: Order): Promise<Sync> {
  const [before, hubBefore] = [await usageOfServers(servers), await usageOf(hub.pid ?? 0)];
  const answer = answerOf<HubNews>(hub, signal);
  hub.send(total);
  const { tookMs } = await answer;
  const hubAfter = await usageOf(hub.pid ?? 0);
  const cpuSeconds = {
    hub: rounded(hubAfter.cpuSeconds - hubBefore.cpuSeconds),
    ...spentBetween(before, await usageOfServers(servers)),
  };
  console.error(`${name}: ${count(records)} records in ${(tookMs / 1_000).toFixed(2)} s`);
  return { bench: 'delta', sync: name, records, seconds: rounded(tookMs / 1_000), cpuSeconds };
}

interface Found {
  readonly records: number;
  readonly changes: number;
  readonly verification: Outcome['verification'];
  readonly differences: number;
}

function outcomeOf(syncs: readonly Sync[], found: Found): Outcome {
  const { records, changes, verification, differences } = found;
  const deltas = syncs.slice(1);
  const cpuS = Math.max(...deltas.map(({ cpuSeconds }) => cpuSeconds.hub));
  const seconds = Math.max(...deltas.map((one) => one.seconds));
  return {
    settings: { records, changes, rounds: deltas.length, durability: DURABILITY },
    figures: syncs,
    text: textTable(
      syncs.map(({ sync: name, records: settled, seconds: took, cpuSeconds }) => ({
        sync: name,
        records: count(settled),
        seconds: took.toFixed(2),
        'CPU s: hub': cpuSeconds.hub.toFixed(2),
        NATS: cpuSeconds.nats.toFixed(2),
        PostgreSQL: cpuSeconds.postgres.toFixed(2),
      })),
    ),
    headline: `${count(changes)} changes among ${count(records)} found and applied in ${seconds.toFixed(2)} s, ${cpuS.toFixed(2)} s of hub CPU (goal: under ${WANTED_CPU_S} s)`,
    verification: {
      passed: verification.passed && differences === 0 && cpuS < WANTED_CPU_S,
      says: `${verification.says}; ${differences} products differ between source and target; the slowest delta took ${cpuS.toFixed(2)} s of hub CPU`,
    },
  };
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
