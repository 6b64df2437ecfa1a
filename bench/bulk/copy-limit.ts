import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { Usage } from '../support/processes.ts';
import { usageOf } from '../support/processes.ts';
import { HUB_NODE_OPTIONS } from '../support/servers.ts';
import type { ChildOptions } from './child.ts';

const LIMIT_MS = 90_000;

/** Runs the client-side COPY in a separate process, with the hub's Node options. */
export async function copyByClient(
  options: ChildOptions,
): Promise<{ readonly seconds: number; readonly usage: Usage }> {
  const child = fork(path.join(import.meta.dirname, 'copy.ts'), [JSON.stringify(options)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    execArgv: [...HUB_NODE_OPTIONS],
  });
  const exited = once(child, 'exit');
  const times = Promise.withResolvers<number>();
  let startedAtMs = 0;
  child.on('message', (message: { startedAtMs?: number; endedAtMs?: number }) => {
    startedAtMs ||= message.startedAtMs ?? 0;
    if (message.endedAtMs) times.resolve(message.endedAtMs - startedAtMs);
  });
  child.once('exit', (code) => times.reject(new Error(`COPY ended early with exit code ${code}`)));
  const late = setTimeout(() => child.kill('SIGKILL'), LIMIT_MS);
  try {
    const seconds = (await times.promise) / 1000;
    return { seconds, usage: await usageOf(child.pid ?? 0) };
  } finally {
    clearTimeout(late);
    if (child.connected) child.disconnect();
    await exited;
  }
}
