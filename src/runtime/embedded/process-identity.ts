import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const PS_TIMEOUT_MS = 5_000;

/** A process id alone is ambiguous, since ids are reused; together with the start time it identifies one process for ever. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Clock ticks since boot; null where the system does not provide it (other than Linux). */
  readonly startTime: string | null;
}

/** Returns the identity of a running process, or null when there is none with this id. */
export async function identify(pid: number): Promise<ProcessIdentity | null> {
  if (!isRunning(pid)) return null;
  if (process.platform !== 'linux') return { pid, startTime: null };
  const stat = await readProc(pid, 'stat');
  if (stat === null) return null;
  // The second field is the program's name in brackets and may contain blanks, so fields are counted from behind it.
  const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return state === 'Z' ? null : { pid, startTime: fields[18] ?? null };
}

/** Returns the command line of a running process; empty when it is gone or cannot be read. */
export async function commandOf(pid: number): Promise<string> {
  if (process.platform === 'linux')
    return (await readProc(pid, 'cmdline'))?.replaceAll('\0', ' ') ?? '';
  if (!isRunning(pid)) return '';
  const { stdout } = await promisify(execFile)('ps', ['-ww', '-o', 'command=', '-p', String(pid)], {
    timeout: PS_TIMEOUT_MS,
  }).catch(() => ({ stdout: '' }));
  return stdout;
}

/** Whether any process has this id, even one of another user. */
export function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function readProc(pid: number, file: 'stat' | 'cmdline'): Promise<string | null> {
  // A process that ends meanwhile gives ENOENT or ESRCH: it is gone, which is what the caller wants to know.
  return readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => null);
}
