import type { ChildProcess } from 'node:child_process';
import { closeSync, fstatSync, openSync } from 'node:fs';
import { open, rename, stat } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { Failure } from '../../domain/index.ts';
import type { Account } from './account.ts';
import { launch } from './launch.ts';

export type ServerRole = 'nats' | 'postgres';

/** How a server ended. */
export interface ServerExit {
  readonly role: ServerRole;
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The last lines that it logged, at most 4 KiB. */
  readonly lastLog: string;
}

/** Signals to send in turn to end a server, each with its time limit. The last must be SIGKILL. */
export type StopPlan = readonly { readonly signal: NodeJS.Signals; readonly withinMs: number }[];

export interface ServerCommand {
  readonly role: ServerRole;
  readonly program: string;
  readonly args: readonly string[];
  readonly logFile: string;
  readonly account: Account | null;
  readonly setpriv: string | null;
  readonly stopPlan: StopPlan;
}

/** A running child server. It does not keep the hub's process alive, and ends with it at the latest. */
export interface ServerProcess {
  readonly role: ServerRole;
  readonly pid: number;
  /** Resolves when the server has ended, for whatever reason. */
  readonly exited: Promise<ServerExit>;
  /** True from the first call of `stop`. */
  readonly stopping: boolean;
  /** Ends the server and resolves when it is gone. */
  stop(): Promise<void>;
}

/** A log larger than this is renamed at the next start and replaces the previous one. */
const LOG_BYTES = 5_000_000;
const TAIL_BYTES = 4_096;
const POLL_MS = 10;

/** Starts a server; when this resolves, it is running but not ready. @throws Failure SETUP_FAILED when it cannot be started */
export async function startProcess(command: ServerCommand): Promise<ServerProcess> {
  const { role, logFile, stopPlan } = command;
  await rotate(logFile);
  const output = openSync(logFile, 'a', 0o600);
  const logStart = fstatSync(output).size;
  const child = launch({ ...command, output, deathSignal: stopPlan[0]?.signal ?? 'SIGTERM' });
  closeSync(output);
  const pid = await spawned(child, command);
  // On Linux with setpriv the system does this anyway; elsewhere this covers a hub that leaves by process.exit.
  const endWithHub = () => child.kill(stopPlan[0]?.signal);
  process.once('exit', endWithHub);
  const { promise: exited, resolve } = Promise.withResolvers<ServerExit>();
  child.once('exit', (code, signal) => {
    process.off('exit', endWithHub);
    void tailOf(logFile, logStart).then((lastLog) => resolve({ role, code, signal, lastLog }));
  });
  child.unref();
  let stopped: Promise<void> | undefined;
  return {
    role,
    pid,
    exited,
    get stopping() {
      return stopped !== undefined;
    },
    stop() {
      stopped ??= stop(child, exited, stopPlan);
      return stopped;
    },
  };
}

/**
 * Polls `isReady` until it returns true.
 * @returns null when the server is ready, or its exit when it ended instead
 * @throws Failure SETUP_FAILED after `timeoutMs`; the signal's reason when it aborts
 */
export async function untilReady(
  server: ServerProcess,
  isReady: () => Promise<boolean>,
  { timeoutMs, signal }: { readonly timeoutMs: number; readonly signal?: AbortSignal | undefined },
): Promise<ServerExit | null> {
  const giveUpAtMs = performance.now() + timeoutMs;
  while (performance.now() < giveUpAtMs) {
    if (await isReady()) return null;
    const exit = await Promise.race([server.exited, wait(POLL_MS, null, { signal })]);
    if (exit) return exit;
  }
  throw new Failure('SETUP_FAILED', {
    message: `The embedded ${server.role} server was not ready within ${timeoutMs / 1_000} s. See its log in the data folder; a slow disk or a very large log may need a separate server.`,
  });
}

async function spawned(child: ChildProcess, { role, program }: ServerCommand): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  child.once('spawn', resolve);
  child.once('error', reject);
  try {
    await promise;
  } catch (error) {
    throw new Failure('SETUP_FAILED', {
      message: `The embedded ${role} server ${program} cannot be started: ${String(error)}.`,
      cause: error,
    });
  }
  return child.pid ?? 0;
}

async function stop(
  child: ChildProcess,
  exited: Promise<ServerExit>,
  plan: StopPlan,
): Promise<void> {
  // While `stop` waits, the child keeps the hub's process alive.
  child.ref();
  for (const { signal, withinMs } of plan) {
    child.kill(signal);
    const late = new AbortController();
    const exit = await Promise.race([exited, wait(withinMs, null, { signal: late.signal })]);
    late.abort();
    if (exit) return;
  }
}

async function rotate(logFile: string): Promise<void> {
  const size = await stat(logFile).then(
    (found) => found.size,
    () => 0,
  );
  if (size > LOG_BYTES) await rename(logFile, `${logFile}.1`);
}

/** Returns the last output of this run of the server; older runs share the file. */
async function tailOf(logFile: string, logStart: number): Promise<string> {
  try {
    await using file = await open(logFile, 'r');
    const { size } = await file.stat();
    const length = Math.min(size - logStart, TAIL_BYTES);
    const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length);
    return buffer.toString('utf8').trimEnd();
  } catch (error) {
    // The exit must be reported even when the data folder was removed meanwhile.
    return `(no log: ${String(error)})`;
  }
}
