import { setTimeout as wait } from 'node:timers/promises';
import { Failure } from '../../domain/index.ts';
import { startProcess, untilReady } from './server-process.ts';
import type { ServerCommand, ServerExit, ServerProcess } from './server-process.ts';

const ATTEMPTS = 20;
const PAUSE_MS = 150;
/** A dead postmaster's last children hold its shared memory for a moment. */
const PASSING = /pre-existing shared memory block/;
const PORT_TAKEN = /address already in use/i;

export interface ServerStart {
  /** Called again for each attempt, so that a port taken meanwhile is replaced. */
  readonly prepare: () => Promise<{
    readonly command: ServerCommand;
    readonly isReady: (server: ServerProcess) => Promise<boolean>;
    /** The variable by which the operator fixed the port; null for a free port. */
    readonly fixedPort: string | null;
  }>;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Starts a server and waits until it answers; retries when it ended for a transient reason.
 * @throws Failure SETUP_FAILED with the server's last output
 */
export async function startServer({
  prepare,
  timeoutMs,
  signal,
}: ServerStart): Promise<ServerProcess> {
  for (let attempt = 1; ; attempt++) {
    signal?.throwIfAborted();
    const { command, isReady, fixedPort } = await prepare();
    const server = await startProcess(command);
    const exit = await whenReady(server, isReady, { timeoutMs, signal });
    if (exit === null) return server;
    const portTaken = PORT_TAKEN.test(exit.lastLog);
    if (portTaken && fixedPort !== null) throw taken(exit, fixedPort);
    if (attempt === ATTEMPTS || !(portTaken || PASSING.test(exit.lastLog))) throw ended(exit);
    await wait(PAUSE_MS, null, { signal });
  }
}

/** Like `untilReady`, but leaves no half-started server behind when that fails. */
async function whenReady(
  server: ServerProcess,
  isReady: (server: ServerProcess) => Promise<boolean>,
  limits: { readonly timeoutMs: number; readonly signal?: AbortSignal | undefined },
): Promise<ServerExit | null> {
  try {
    return await untilReady(server, () => isReady(server), limits);
  } catch (error) {
    await server.stop();
    throw error;
  }
}

function taken({ role }: ServerExit, fixedPort: string): Failure {
  return new Failure('SETUP_FAILED', {
    message: `The port that ${fixedPort} sets for the embedded ${role} server is in use: set another, or unset it for a free port.`,
  });
}

function ended({ role, code, signal, lastLog }: ServerExit): Failure {
  const how = signal ? `was stopped by ${signal}` : `ended with code ${code}`;
  return new Failure('SETUP_FAILED', {
    message: `The embedded ${role} server ${how} instead of starting. Its last output: ${lastLog || '(none)'}`,
    details: { role, code, signal },
  });
}
