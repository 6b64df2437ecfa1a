import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { Failure } from '../../domain/index.ts';
import { commandOf } from './process-identity.ts';
import type { ServerRole, StopPlan } from './server-process.ts';

const POLL_MS = 20;

export interface OrphanSearch {
  readonly role: ServerRole;
  /** File whose first line is the process id that the server wrote. */
  readonly pidFile: string;
  /** A part of the server's command line that only a server on this data folder has. */
  readonly mark: string;
  readonly stopPlan: StopPlan;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Ends the server that a killed hub left behind on this data folder, if any. The id in the pid file may belong to
 * another process by now, so the command line decides.
 * @returns whether there was one
 * @throws Failure SETUP_FAILED when it cannot be ended
 */
export async function endOrphan(search: OrphanSearch): Promise<boolean> {
  const pid = await readPid(search.pidFile);
  if (pid === null || !(await isOurs(pid, search.mark))) return false;
  for (const { signal, withinMs } of search.stopPlan) {
    sendSignal(pid, signal, search.role);
    if (await endsWithin(pid, withinMs, search)) return true;
  }
  throw new Failure('SETUP_FAILED', {
    message: `The ${search.role} server of a killed hub still runs as process ${pid} and does not stop: stop it by hand, then start again.`,
    details: { pid },
  });
}

/** Returns the process id on a pid file's first line, or null when there is none. */
export async function readPid(pidFile: string): Promise<number | null> {
  const text = await readFile(pidFile, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const pid = Number.parseInt(text, 10);
  return pid > 0 ? pid : null;
}

async function isOurs(pid: number, mark: string): Promise<boolean> {
  return (await commandOf(pid)).includes(mark);
}

async function endsWithin(
  pid: number,
  withinMs: number,
  { mark, signal }: OrphanSearch,
): Promise<boolean> {
  const giveUpAtMs = performance.now() + withinMs;
  while (await isOurs(pid, mark)) {
    if (performance.now() > giveUpAtMs) return false;
    await wait(POLL_MS, null, { signal });
  }
  return true;
}

function sendSignal(pid: number, signal: NodeJS.Signals, role: ServerRole): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ESRCH') return;
    throw new Failure('SETUP_FAILED', {
      message: `The ${role} server of a killed hub runs as process ${pid} under another user: stop it as that user, then start again.`,
      cause: error,
    });
  }
}
