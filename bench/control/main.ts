import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { openServers } from '../../src/runtime/embedded/index.ts';
import { usageOf } from '../support/processes.ts';
import type { Measured, Task } from './clients.ts';

const STREAMS = 20;
const WATCHERS = 500;
const LIMIT_MS = 60_000;
/** As `stellwerk start` runs the hub (ops/bin/run-node.mjs). */
const NODE_OPTIONS = ['--max-semi-space-size=32'];

/** What one part of the bench cost the hub, and what its callers saw. */
interface Part extends Measured {
  readonly bench: 'control';
  readonly part: string;
  /** CPU seconds of the hub's process for each second of the part. */
  readonly hubCpu: number;
  /** Resident memory of the hub's process at its end. */
  readonly hubRssMb: number;
}

/** `control [--seconds N] [--json]`: what calls and watchers of the control API cost a hub at rest. */
export async function main(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      seconds: { type: 'string', default: '8' },
      json: { type: 'boolean', default: false },
    },
  });
  const seconds = Number(values.seconds);
  if (!(seconds >= 1 && seconds <= 10)) throw new Error('--seconds wants 1 to 10');
  const tasks: readonly (readonly [string, Task])[] = [
    // The first calls are slower: the code of both processes gets compiled.
    ['warm-up', { kind: 'call', method: 'GetLane', seconds: 2 }],
    ['GetLane', { kind: 'call', method: 'GetLane', seconds }],
    [`ListLanes of ${STREAMS}`, { kind: 'call', method: 'ListLanes', seconds }],
    ['no watchers', { kind: 'watch', watchers: 0, seconds }],
    [`${WATCHERS} watchers`, { kind: 'watch', watchers: WATCHERS, seconds }],
  ];
  const parts = await measure(tasks);
  const shown = parts.slice(1);
  if (values.json) for (const part of shown) console.log(JSON.stringify(part));
  else summarize(shown);
}

async function measure(tasks: readonly (readonly [string, Task])[]): Promise<Part[]> {
  const dir = await mkdtemp(path.join(tmpdir(), 'stellwerk-bench-'));
  const servers = await openServers({ dataDir: dir, env: {} });
  const children: ChildProcess[] = [];
  const start = (file: string, argument: string) => {
    const child = fork(path.join(import.meta.dirname, file), [argument], {
      execArgv: NODE_OPTIONS,
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
    await servers.close();
    await rm(dir, { recursive: true, force: true });
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

/** The next message of a process. */
async function answerOf<Answer>(child: ChildProcess, signal: AbortSignal): Promise<Answer> {
  const died = new AbortController();
  const onExit = (code: number | null) => died.abort(new Error(`a process ended with ${code}`));
  child.once('exit', onExit);
  try {
    const limits = AbortSignal.any([signal, died.signal]);
    const [answer] = (await once(child, 'message', { signal: limits })) as [Answer];
    return answer;
  } catch (error) {
    throw died.signal.aborted ? died.signal.reason : error;
  } finally {
    child.off('exit', onExit);
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.disconnect();
  await exited;
}

function summarize(parts: readonly Part[]): void {
  const [load = 0] = loadavg();
  console.log(
    `\nControl on ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), load ${load.toFixed(1)}, Node ${process.version}; ` +
      `16 calls at a time on 4 connections, watchers on 10, 2 changes a second\n`,
  );
  const rows = parts.map((part) => [
    part.part,
    part.part.includes('watchers') ? `${part.calls} updates` : `${part.calls} calls`,
    `${Math.round(part.calls / part.seconds)}`,
    part.p50Ms.toFixed(2),
    part.p99Ms.toFixed(2),
    part.hubCpu.toFixed(2),
    part.hubRssMb.toFixed(0),
  ]);
  const titles = ['part', 'answers', 'a second', 'p50 ms', 'p99 ms', 'hub CPU s/s', 'hub RSS MB'];
  const widths = titles.map((title, index) =>
    Math.max(title.length, ...rows.map((row) => row[index]?.length ?? 0)),
  );
  for (const row of [titles, ...rows]) {
    console.log(
      row
        .map((cell, index) => cell.padEnd(widths[index] ?? 0))
        .join('  ')
        .trimEnd(),
    );
  }
}
