import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Servers } from '../../src/runtime/embedded/index.ts';
import { answerOf, ended } from '../support/answers.ts';
import type { Outcome } from '../support/frame/index.ts';
import { usageOf } from '../support/processes.ts';
import { HUB_NODE_OPTIONS, withServers } from '../support/servers.ts';
import { count, textTable } from '../support/table.ts';
import type { Measured, Task } from './clients.ts';

const STREAMS = 20;
const WATCHERS = 500;
const LIMIT_MS = 60_000;

export const about = 'the cost of calls and watchers of the control API for an idle hub';

/** What one part of the bench cost the hub, and what its callers measured. */
interface Part extends Measured {
  readonly bench: 'control';
  readonly part: string;
  /** CPU seconds of the hub's process for each second of the part. */
  readonly hubCpu: number;
  /** Resident memory of the hub's process at the end of the part. */
  readonly hubRssMb: number;
}

/** `control [--seconds N] [--json]`: what calls and watchers of the control API cost an idle hub. */
export async function main(args: string[]): Promise<Outcome> {
  const { values } = parseArgs({
    args,
    options: {
      seconds: { type: 'string', default: '8' },
      json: { type: 'boolean', default: false },
    },
  });
  const seconds = Number(values.seconds);
  if (!(seconds >= 1 && seconds <= 10)) throw new Error('--seconds must be 1 to 10');
  const tasks: readonly (readonly [string, Task])[] = [
    // The first calls are slower, since the code of both processes is being compiled.
    ['warm-up', { kind: 'call', method: 'GetLane', seconds: 2 }],
    ['GetLane', { kind: 'call', method: 'GetLane', seconds }],
    [`ListLanes of ${STREAMS}`, { kind: 'call', method: 'ListLanes', seconds }],
    ['no watchers', { kind: 'watch', watchers: 0, seconds }],
    [`${WATCHERS} watchers`, { kind: 'watch', watchers: WATCHERS, seconds }],
  ];
  const [, ...parts] = await measure(tasks);
  return outcomeOf(parts, seconds);
}

function measure(tasks: readonly (readonly [string, Task])[]): Promise<Part[]> {
  return withServers((servers, dir) => measureOn(servers, dir, tasks));
}

async function measureOn(
  servers: Servers,
  dir: string,
  tasks: readonly (readonly [string, Task])[],
): Promise<Part[]> {
  const children: ChildProcess[] = [];
  const start = (file: string, argument: string) => {
    const child = fork(path.join(import.meta.dirname, file), [argument], {
      execArgv: [...HUB_NODE_OPTIONS],
    });
    children.push(child);
    return child;
  };
  try {
    const signal = AbortSignal.timeout(LIMIT_MS);
    const { natsUrl, databaseUrl } = servers;
    const hub = start('hub.ts', JSON.stringify({ natsUrl, databaseUrl, dir, streams: STREAMS }));
    const { address } = await answerOf<{ address: string }>(hub, signal);
    const clients = start('clients.ts', address);
    await answerOf(clients, signal);
    const parts: Part[] = [];
    for (const [name, task] of tasks) parts.push(await run(hub, clients, { name, task, signal }));
    return parts;
  } finally {
    await Promise.all(children.map(ended));
  }
}

interface Run {
  readonly name: string;
  readonly task: Task;
  readonly signal: AbortSignal;
}

async function run(hub: ChildProcess, clients: ChildProcess, { name, task, signal }: Run) {
  const before = (await usageOf(hub.pid ?? 0)).cpuSeconds;
  const startedAtMs = performance.now();
  const answer = answerOf<Measured>(clients, signal);
  clients.send(task);
  const measured = await answer;
  const used = (await usageOf(hub.pid ?? 0)).cpuSeconds - before;
  const weighed = answerOf<{ rssMb: number }>(hub, signal);
  hub.send('weigh');
  const { rssMb: hubRssMb } = await weighed;
  const hubCpu = used / ((performance.now() - startedAtMs) / 1_000);
  return { bench: 'control', part: name, ...measured, hubCpu, hubRssMb } as const;
}

function outcomeOf(parts: readonly Part[], seconds: number): Outcome {
  const calls = parts.find(({ part }) => part === 'GetLane');
  const watched = parts.find(({ part }) => part === `${WATCHERS} watchers`);
  return {
    settings: {
      streams: STREAMS,
      watchers: WATCHERS,
      seconds,
      calls: '16 at a time on 4 connections',
      changes: '2 per second, watchers on 10 connections',
    },
    figures: parts,
    text: textTable(
      parts.map((part) => ({
        part: part.part,
        answers: `${part.calls} ${part.part.includes('watchers') ? 'updates' : 'calls'}`,
        'per second': count(part.calls / part.seconds),
        'p50 ms': part.p50Ms.toFixed(2),
        'p99 ms': part.p99Ms.toFixed(2),
        'hub CPU s/s': part.hubCpu.toFixed(2),
        'hub RSS MB': part.hubRssMb.toFixed(0),
      })),
    ),
    headline: `${count((calls?.calls ?? 0) / (calls?.seconds ?? 1))} calls per second, ${WATCHERS} watchers notified within ${watched?.p99Ms.toFixed(0)} ms (p99)`,
    verification: {
      passed: (calls?.calls ?? 0) > 0 && (watched?.calls ?? 0) > 0,
      says: 'a failed call or an interrupted watch would have ended the run',
    },
  };
}
