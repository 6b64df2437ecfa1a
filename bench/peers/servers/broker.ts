import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, closeSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { findOnPath } from '../../../src/runtime/embedded/index.ts';

export const LOOPBACK = '127.0.0.1';
const READY_WITHIN_MS = 90_000;
const STOP_WITHIN_MS = 15_000;
const POLL_MS = 50;

/** A peer's server, running on loopback. */
export interface Broker {
  readonly role: string;
  readonly url: string;
  readonly pid: number;
  /** Name and version, in readable form. */
  readonly version: string;
  close(): Promise<void>;
}

export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly logFile: string;
  /** The server is ready when it accepts connections there. */
  readonly port: number;
}

/** A program started by the bench that ends no later than this process. */
export interface Started {
  readonly pid: number;
  stop(): Promise<void>;
}

/** Starts a server; resolves when it listens. @throws Error with the end of its log when it ends or takes too long */
export async function start({ program, args, env, logFile, port }: Command): Promise<Started> {
  // With util-linux a server ends even if this process is killed.
  const setpriv = await findOnPath('setpriv', process.env);
  const line = setpriv ? [setpriv, '--pdeathsig', 'SIGKILL', '--', program] : [program];
  const output = openSync(logFile, 'a');
  const child = spawn(line[0] ?? program, [...line.slice(1), ...args], {
    stdio: ['ignore', output, output],
    env: { ...process.env, ...env },
  });
  closeSync(output);
  const ended = once(child, 'exit').catch((error: unknown) => [error]);
  const onExit = () => child.kill('SIGKILL');
  process.once('exit', onExit);
  const stop = async () => {
    process.off('exit', onExit);
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
    await ended;
    clearTimeout(late);
  };
  const giveUpAtMs = performance.now() + READY_WITHIN_MS;
  while (!(await accepts(port))) {
    const exit = await Promise.race([ended, wait(POLL_MS)]);
    if (!exit && performance.now() < giveUpAtMs) continue;
    await stop();
    const log = await readFile(logFile, 'utf8');
    throw new Error(
      `${program} did not start: ${exit?.join(' ') ?? 'too slow'} ${log.slice(-800)}`,
    );
  }
  return { pid: child.pid ?? 0, stop };
}

export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, LOOPBACK);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

async function accepts(port: number): Promise<boolean> {
  const socket = connect({ host: LOOPBACK, port });
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
