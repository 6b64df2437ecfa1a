import { randomBytes } from 'node:crypto';
import { chmod, chown, lchown, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Account } from './account.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';
import { isRunning } from './process-identity.ts';
import { readPid } from './orphans.ts';

/** The superuser of the embedded server, and the name of the hub's database there. */
export const OWNER = 'stellwerk';

export interface PostgresData {
  readonly dataDir: string;
  /** The cluster's folder inside it. */
  readonly folder: string;
  readonly logFile: string;
  readonly binaries: PostgresBinaries;
  readonly account: Account | null;
  readonly setpriv: string | null;
}

/** Returns the owner's password, which the first start creates. Only the owner can read its file. */
export async function ownerPassword({ dataDir, account }: PostgresData): Promise<string> {
  const file = path.join(dataDir, 'postgres-password');
  const kept = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  if (kept.trim()) return kept.trim();
  const password = randomBytes(24).toString('base64url');
  await writeFile(file, `${password}\n`, { mode: 0o600 });
  if (account) await chown(file, account.uid, account.gid);
  return password;
}

/** Whether an earlier start created the cluster. */
export async function hasCluster({ folder }: PostgresData): Promise<boolean> {
  return stat(path.join(folder, 'PG_VERSION')).then(
    () => true,
    () => false,
  );
}

/**
 * Gives a restored cluster the owner and the mode that PostgreSQL insists on: a copy belongs to whoever made it or to
 * the account of another machine, and a share may have kept no modes. The folder itself comes last, so that a start
 * that is killed is repeated.
 */
export async function ownCluster({ folder, account }: PostgresData): Promise<void> {
  const { uid, mode } = await stat(folder);
  if (account && uid !== account.uid) {
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      await lchown(path.join(entry.parentPath, entry.name), account.uid, account.gid);
    }
    await chown(folder, account.uid, account.gid);
  }
  if ((mode & 0o027) !== 0) await chmod(folder, 0o700);
}

/**
 * Removes the pid file of a killed server when its id now belongs to another process, since PostgreSQL would take that
 * one for a running server and refuse to start. The real protection of the data, the shared memory tied to the folder,
 * stays in force.
 */
export async function clearStalePid({ folder }: PostgresData): Promise<void> {
  const pidFile = path.join(folder, 'postmaster.pid');
  const pid = await readPid(pidFile);
  if (pid !== null && isRunning(pid)) await rm(pidFile, { force: true });
}
