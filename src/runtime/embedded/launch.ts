import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { realpath } from 'node:fs/promises';
import path from 'node:path';
import type { Account } from './account.ts';
import { findOnPath } from './programs.ts';

export interface Launch {
  readonly program: string;
  readonly args: readonly string[];
  /** Null: the hub's own user. */
  readonly account: Account | null;
  /** The signal that the system sends to the server when the hub dies, where supported (Linux with setpriv). */
  readonly deathSignal: NodeJS.Signals;
  /** File descriptor for the server's output. */
  readonly output: number;
  readonly setpriv: string | null;
}

/**
 * Starts a server outside the terminal's process group, so that Ctrl-C reaches only the hub and the hub drains before
 * its servers stop. The server does not get the hub's environment, which may hold secrets.
 */
export function launch({
  program,
  args,
  account,
  deathSignal,
  output,
  setpriv,
}: Launch): ChildProcess {
  const flags = [...passageFlags(account), '--pdeathsig', deathSignal.replace('SIG', '')];
  const [file, ...rest] = setpriv ? [setpriv, ...flags, program, ...args] : [program, ...args];
  const switched = account !== null && !account.needsPassage;
  return spawn(file, rest, {
    cwd: '/',
    detached: true,
    stdio: ['ignore', output, output],
    env: { PATH: process.env.PATH, LC_ALL: 'C' },
    ...(switched ? { uid: account.uid, gid: account.gid } : {}),
  });
}

/** setpriv itself switches the user here: a switch before it would lose the right to pass on a capability. */
function passageFlags(account: Account | null): string[] {
  if (!account?.needsPassage) return [];
  return [
    `--reuid=${account.uid}`,
    `--regid=${account.gid}`,
    '--clear-groups',
    '--inh-caps=+dac_override',
    '--ambient-caps=+dac_override',
    // Without this, access(2), which PostgreSQL uses to look for its own files, drops the capability again.
    '--securebits=+no_setuid_fixup',
  ];
}

/** Returns the setpriv of util-linux, or null; BusyBox's program of that name supports none of these flags. */
export async function findSetpriv(env: NodeJS.ProcessEnv): Promise<string | null> {
  if (process.platform !== 'linux') return null;
  const found = await findOnPath('setpriv', env);
  if (found === null) return null;
  return path.basename(await realpath(found)) === 'setpriv' ? found : null;
}
