import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Servers } from '../../src/runtime/embedded/index.ts';
import { answerOf, ended } from '../support/answers.ts';
import type { Outcome } from '../support/frame/index.ts';
import { usageOf } from '../support/processes.ts';
import type { ServerUsage } from '../support/servers.ts';
import { HUB_NODE_OPTIONS, spentBetween, usageOfServers, withServers } from '../support/servers.ts';
import { textTable } from '../support/table.ts';
import type { HubNews, HubOptions } from './hub.ts';

const LIMIT_MS = 20 * 60_000;
const WANTED = { rssMb: 500, cpuShare: 0.02 };
/** Wait after the start until temporary work is over: the first look at every log, and the memory release at rest. */
const CALM_MS = 40_000;
const AT_REST_S = '60';

export const about = 'thousands of idle streams: start-up time, memory and CPU';

/** One start of the hub, and its figures at rest afterwards. */
interface Start {
  readonly bench: 'actors';
  readonly start: string;
  /** From the start of the process's work until the hub answers, and until every stream has been read. */
  readonly answersAfterS: number;
  readonly readAfterS: number;
  readonly startCpuS: Readonly<Record<'hub' | 'nats' | 'postgres', number>>;
  readonly rssMb: number;
  readonly heapMb: number;
  /** Share of one core, at rest. */
  readonly idleCpu: Readonly<Record<'hub' | 'nats' | 'postgres', number>>;
}

/**
 * `actors [--streams 10000] [--seconds 60] [--json]`: one hub with this many idle streams, started without data and once again.
 */
export async function main(args: string[]): Promise<Outcome> {
  const { values } = parseArgs({
    args,
    options: {
      streams: { type: 'string', default: '10000' },
      seconds: { type: 'string', default: AT_REST_S },
      json: { type: 'boolean', default: false },
    },
  });
  const [streams, seconds] = [Number(values.streams), Number(values.seconds)];
  if (!(streams >= 1) || !(seconds >= 1))
    throw new Error('--streams and --seconds must be numbers of at least 1');
  const signal = AbortSignal.timeout(LIMIT_MS);
  const starts = await withServers(async (servers, dir) => {
    const options = { ...servers, dir, streams };
    return [
      await measure('first', servers, options, { seconds, signal }),
      await measure('again', servers, options, { seconds, signal }),
    ];
  });
  return outcomeOf(starts, { streams, seconds });
}

interface Measuring {
  readonly seconds: number;
  readonly signal: AbortSignal;
}

async function measure(
  start: string,
  servers: Servers,
  options: HubOptions,
  { seconds, signal }: Measuring,
): Promise<Start> {
  const { natsUrl, databaseUrl, dir, streams } = options;
  const before = await usageOfServers(servers);
  const startedAt = performance.now();
  const child = fork(
    path.join(import.meta.dirname, 'hub.ts'),
    [JSON.stringify({ natsUrl, databaseUrl, dir, streams })],
    { execArgv: [...HUB_NODE_OPTIONS] },
  );
  try {
    const { startMs } = await newsOf(child, 'started', signal);
    console.error(
      `${start}: ${streams} streams, the hub answered after ${(startMs / 1_000).toFixed(1)} s`,
    );
    await newsOf(child, 'settled', signal);
    const readAfterS = (performance.now() - startedAt) / 1_000;
    console.error(`${start}: every stream was read after ${readAfterS.toFixed(1)} s`);
    const started = await look(servers, child);
    await wait(CALM_MS, undefined, { signal });
    const atRest = await look(servers, child);
    await wait(seconds * 1_000, undefined, { signal });
    const later = await look(servers, child);
    const weight = newsOf(child, 'weight', signal);
    child.send('weigh');
    const { rssMb, heapMb } = await weight;
    const share = (one: number) => Math.round((one / seconds) * 10_000) / 10_000;
    const spent = spentBetween(atRest.servers, later.servers);
    return {
      bench: 'actors',
      start,
      answersAfterS: rounded(startMs / 1_000),
      readAfterS: rounded(readAfterS),
      startCpuS: { hub: started.hubCpuS, ...spentBetween(before, started.servers) },
      rssMb: Math.round(rssMb),
      heapMb: Math.round(heapMb),
      idleCpu: {
        hub: share(later.hubCpuS - atRest.hubCpuS),
        nats: share(spent.nats),
        postgres: share(spent.postgres),
      },
    };
  } finally {
    await ended(child);
  }
}

interface Look {
  readonly hubCpuS: number;
  readonly servers: ServerUsage;
}

async function look(servers: Servers, child: ChildProcess): Promise<Look> {
  const { cpuSeconds } = await usageOf(child.pid ?? 0);
  return { hubCpuS: cpuSeconds, servers: await usageOfServers(servers) };
}

async function newsOf<Kind extends HubNews['kind']>(
  child: ChildProcess,
  kind: Kind,
  signal: AbortSignal,
): Promise<Extract<HubNews, { kind: Kind }>> {
  const news = await answerOf<HubNews>(child, signal);
  if (news.kind === kind) return news as Extract<HubNews, { kind: Kind }>;
  throw new Error(`the hub reported ${news.kind} instead of ${kind}`);
}

function outcomeOf(
  starts: readonly Start[],
  settings: { readonly streams: number; readonly seconds: number },
): Outcome {
  const rssMb = Math.max(...starts.map((one) => one.rssMb));
  const cpuShare = Math.max(...starts.map(({ idleCpu }) => idleCpu.hub));
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
  const headline = `${settings.streams} streams: ${rssMb} MB, ${percent(cpuShare)} of a core when idle, restarted in ${starts.at(-1)?.answersAfterS} s`;
  const passed = rssMb < WANTED.rssMb && cpuShare < WANTED.cpuShare;
  return {
    settings: { ...settings, lanes: settings.streams, every: '60 to 70 min', log: 'silent' },
    figures: starts,
    text: textTable(
      starts.map(
        ({ start, answersAfterS, readAfterS, startCpuS, rssMb: rss, heapMb, idleCpu }) => ({
          start,
          'answers after s': String(answersAfterS),
          'all read after s': String(readAfterS),
          'CPU s: hub, NATS, PostgreSQL': `${startCpuS.hub}, ${startCpuS.nats}, ${startCpuS.postgres}`,
          'RSS MB': String(rss),
          'heap MB': String(heapMb),
          'idle CPU: hub, NATS, PostgreSQL': `${percent(idleCpu.hub)}, ${percent(idleCpu.nats)}, ${percent(idleCpu.postgres)}`,
        }),
      ),
    ),
    headline,
    verification: {
      passed,
      says: `every stream was read, then idle with a next run time, and every lane was ready; goal: under ${WANTED.rssMb} MB and ${percent(WANTED.cpuShare)} of a core`,
    },
  };
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
