import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../../domain/index.ts';

/** Ordinary accounts that PostgreSQL may run under when the hub is root, in order of preference; `nobody` exists everywhere. */
const ACCOUNTS = ['postgres', 'nobody'];
/** Bit of CAP_DAC_OVERRIDE in the masks of /proc/self/status. */
const DAC_OVERRIDE_BIT = 1n;

/** The user that a server runs as when it must not run as root. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  /**
   * Whether the account cannot enter a folder on the way (a clone below `/root` or in a folder of `mktemp -d`). The
   * server then gets the one capability that lets it pass, so that the permissions of existing folders stay unchanged.
   */
  readonly needsPassage: boolean;
}

/**
 * Returns the account for PostgreSQL, or null when the hub is not root and the server runs as the same user.
 * @param paths what the server must reach: its program and its data
 * @throws Failure SETUP_FAILED when there is no account, or it cannot reach these paths
 */
export async function chooseAccount(
  paths: readonly string[],
  setpriv: string | null,
): Promise<Account | null> {
  if (process.getuid?.() !== 0) return null;
  const account = await findAccount();
  if (!account) {
    throw new Failure('SETUP_FAILED', {
      message:
        'PostgreSQL refuses to run as root, and this system has neither a user "postgres" nor "nobody" to run it as: start the hub as an ordinary user, or set STELLWERK_DATABASE_URL.',
    });
  }
  const closed = await firstClosed(paths, account);
  if (closed === null) return { ...account, needsPassage: false };
  if (setpriv !== null && (await mayOverride())) return { ...account, needsPassage: true };
  throw new Failure('SETUP_FAILED', {
    message: `PostgreSQL refuses to run as root, and the user "${account.name}" cannot enter ${closed}: put the hub into a folder that others may enter, start it as an ordinary user, or set STELLWERK_DATABASE_URL.`,
  });
}

async function findAccount(): Promise<Omit<Account, 'needsPassage'> | null> {
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  for (const wanted of ACCOUNTS) {
    const [name, , uid, gid] = lines.find(([entry]) => entry === wanted) ?? [];
    if (name && Number(uid) > 0) return { name, uid: Number(uid), gid: Number(gid) };
  }
  return null;
}

/** Returns the outermost folder or program on these paths that the account may not pass, or null. */
async function firstClosed(
  paths: readonly string[],
  account: { readonly uid: number; readonly gid: number },
): Promise<string | null> {
  const steps = paths.flatMap(ancestors);
  for (const step of new Set(steps)) {
    const { mode, uid, gid } = await stat(step);
    const bits = uid === account.uid ? mode >> 6 : gid === account.gid ? mode >> 3 : mode;
    if ((bits & 0o1) === 0) return step;
  }
  return null;
}

function ancestors(file: string): string[] {
  const parent = path.dirname(file);
  return parent === file ? [file] : [...ancestors(parent), file];
}

async function mayOverride(): Promise<boolean> {
  const status = await readFile('/proc/self/status', 'utf8').catch(() => '');
  const mask = /^CapEff:\s*([0-9a-f]+)$/m.exec(status)?.[1];
  return mask !== undefined && ((BigInt(`0x${mask}`) >> DAC_OVERRIDE_BIT) & 1n) === 1n;
}
