import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Servers } from '../../src/runtime/embedded/index.ts';
import { freePort } from '../support/free-port.ts';
import type { Outcome } from '../support/frame/index.ts';
import { verifyCounts } from '../support/frame/index.ts';
import { usageOf } from '../support/processes.ts';
import { DURABILITY, HUB_NODE_OPTIONS, withServers } from '../support/servers.ts';
import { count, textTable } from '../support/table.ts';
import { countRows, createTarget, readJournal } from './journal.ts';
import type { Journal } from './journal.ts';
import { cannon, persistently } from './senders.ts';
import type { Sent } from './senders.ts';
import { configuration } from './webhook.ts';

const RATE = 500;
const KILLS = 2;
const START_LIMIT_MS = 30_000;
const DRAIN_LIMIT_MS = 60_000;

export const about = 'signed webhooks: rate, time to the target, and no loss on kill -9';

/** One part of the bench: what its senders saw, and what the target's journal shows. */
interface Part extends Omit<Sent, 'promised'>, Omit<Journal, 'delayMs'> {
  readonly part: string;
  readonly promised: number;
  readonly toTargetP50Ms: number;
  readonly toTargetP99Ms: number;
  /** CPU milliseconds of the hub per webhook; null where it was killed. */
  readonly hubCpuMs: number | null;
}

/** `webhooks [--seconds N] [--json]`: four parts of N seconds each. */
export async function main(args: string[]): Promise<Outcome> {
  const { values } = parseArgs({
    args,
    options: {
      seconds: { type: 'string', default: '20' },
      json: { type: 'boolean', default: false },
    },
  });
  const seconds = Number(values.seconds);
  if (!(seconds >= 3 && seconds <= 25)) throw new Error('--seconds must be 3 to 25');
  return outcomeOf(await withServers((servers, dir) => measure(servers, dir, seconds)), seconds);
}

async function measure(servers: Servers, dir: string, seconds: number): Promise<Part[]> {
  const { natsUrl, databaseUrl } = servers;
  await createTarget(databaseUrl);
  const configFile = path.join(dir, 'stellwerk.yaml');
  await writeFile(configFile, configuration);
  const httpAddress = `127.0.0.1:${await freePort()}`;
  const options = { configFile, natsUrl, databaseUrl, stateDir: dir, httpAddress };
  const start = () => startHub(JSON.stringify(options));
  const url = `http://${httpAddress}`;
  let hub = await start();
  const part = async (name: string, prefix: string, send: () => Promise<Sent>) => {
    const { pid = 0 } = hub;
    const before = (await usageOf(pid)).cpuSeconds;
    const { promised, ...sent } = await send();
    await drained(databaseUrl);
    const survived = hub.pid === pid;
    const cpuSeconds = survived ? (await usageOf(pid)).cpuSeconds - before : null;
    const { delayMs, ...journal } = await readJournal(databaseUrl, promised, `${prefix}-`);
    return {
      ...{ part: name, promised: promised.length, ...sent, ...journal },
      ...{ toTargetP50Ms: delayMs?.p50 ?? NaN, toTargetP99Ms: delayMs?.p99 ?? NaN },
      hubCpuMs: cpuSeconds === null ? null : (cpuSeconds * 1_000) / promised.length,
    };
  };
  try {
    const parts: Part[] = [];
    // The first webhooks are slower, since the code is being compiled.
    await part('warm-up', 'w', () => cannon(url, { prefix: 'w', seconds: 3 }));
    parts.push(
      await part(`${RATE} per second`, 'r', () =>
        cannon(url, { prefix: 'r', seconds, rate: RATE }),
      ),
      await part('at full speed', 'm', () => cannon(url, { prefix: 'm', seconds })),
      await part(`killed ${KILLS} times with -9`, 'k', async () => {
        const sent = persistently(url, { prefix: 'k', seconds });
        for (let kill = 0; kill < KILLS; kill++) {
          await setTimeout((seconds * 1_000) / (KILLS + 1));
          hub.kill('SIGKILL');
          await once(hub, 'exit');
          hub = await start();
        }
        return sent;
      }),
    );
    return parts;
  } finally {
    if (hub.connected) hub.disconnect();
    await ended(hub);
  }
}

async function startHub(options: string): Promise<ChildProcess> {
  const file = path.join(import.meta.dirname, 'hub.ts');
  const hub = fork(file, [options], { execArgv: [...HUB_NODE_OPTIONS] });
  await once(hub, 'message', { signal: AbortSignal.timeout(START_LIMIT_MS) });
  return hub;
}

async function ended(hub: ChildProcess): Promise<void> {
  if (hub.exitCode === null && hub.signalCode === null) await once(hub, 'exit');
}

/** Waits until no more rows come. */
async function drained(databaseUrl: string): Promise<void> {
  const signal = AbortSignal.timeout(DRAIN_LIMIT_MS);
  for (let before = -1; ; signal.throwIfAborted()) {
    const rows = await countRows(databaseUrl);
    if (rows === before) return;
    before = rows;
    await setTimeout(1_500, undefined, { signal });
  }
}

function outcomeOf(parts: readonly Part[], seconds: number): Outcome {
  const [steady, most] = parts;
  return {
    settings: { seconds, connections: 50, rate: RATE, kills: KILLS, durability: DURABILITY },
    figures: parts,
    text: textTable(
      parts.map((part) => ({
        part: part.part,
        'answered 2xx': count(part.promised),
        'per second': count(part.perSecond),
        'p50 ms': part.p50Ms.toFixed(1),
        'p99 ms': part.p99Ms.toFixed(1),
        'to target p50, p99 ms': `${part.toTargetP50Ms.toFixed(0)}, ${part.toTargetP99Ms.toFixed(0)}`,
        failed: count(part.failed),
        lost: String(part.lost),
        'written twice': String(part.duplicated),
        'hub CPU ms each': part.hubCpuMs?.toFixed(2) ?? '',
      })),
    ),
    headline: `${count(most?.perSecond ?? 0)} webhooks per second, p99 ${most?.p99Ms.toFixed(0)} ms; to the target at ${RATE} per second p99 ${steady?.toTargetP99Ms.toFixed(0)} ms`,
    verification: verifyCounts(
      parts.map((part) => ({ ...part, outOfOrder: 0 })),
      'the target’s journal holds every webhook that was answered 2xx',
    ),
  };
}
