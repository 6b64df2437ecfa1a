import { randomBytes } from 'node:crypto';
import { chown, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { closeSync, openSync } from 'node:fs';
import path from 'node:path';
import { Failure } from '../../domain/index.ts';
import type { Account } from './account.ts';
import { launch } from './launch.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';
import { isRunning } from './process-identity.ts';
import { readPid } from './orphans.ts';

/** The superuser of the embedded server, and the database that the hub owns there. */
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

/** The owner's password, made at the first start and kept readable for the owner alone. */
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

/** Whether the cluster was made in an earlier start. */
export async function hasCluster({ folder }: PostgresData): Promise<boolean> {
  return stat(path.join(folder, 'PG_VERSION')).then(
    () => true,
    () => false,
  );
}

/** Makes the cluster beside its place and moves it there when it is whole, so that a kill leaves nothing half-made. */
export async function makeCluster(data: PostgresData): Promise<void> {
  const draft = `${data.folder}.new`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  if (data.account) await chown(draft, data.account.uid, data.account.gid);
  await initdb(data, draft);
  await rename(draft, data.folder);
}

/**
 * Removes the pid file of a killed server when its id now belongs to somebody else, since PostgreSQL would take that one for
 * itself and refuse. What really protects the data, the shared memory tied to the folder, stays in force.
 */
export async function clearStalePid({ folder }: PostgresData): Promise<void> {
  const pidFile = path.join(folder, 'postmaster.pid');
  const pid = await readPid(pidFile);
  if (pid !== null && isRunning(pid)) await rm(pidFile, { force: true });
}

async function initdb(data: PostgresData, folder: string): Promise<void> {
  const output = openSync(data.logFile, 'a', 0o600);
  const { promise, resolve, reject } = Promise.withResolvers<number | null>();
  try {
    const child = launch({
      program: data.binaries.initdb,
      args: [
        `--pgdata=${folder}`,
        `--username=${OWNER}`,
        `--pwfile=${path.join(data.dataDir, 'postgres-password')}`,
        '--auth=scram-sha-256',
        // The same order of text on every machine, whatever locales it has.
        '--encoding=UTF8',
        '--locale-provider=builtin',
        '--locale=C',
        '--builtin-locale=C.UTF-8',
      ],
      account: data.account,
      setpriv: data.setpriv,
      deathSignal: 'SIGTERM',
      output,
    });
    child.once('error', reject);
    child.once('exit', resolve);
  } finally {
    closeSync(output);
  }
  const code = await promise;
  if (code === 0) return;
  const log = await readFile(data.logFile, 'utf8');
  throw new Failure('SETUP_FAILED', {
    message: `The embedded PostgreSQL could not make its data folder (initdb ended with code ${code}): ${log.slice(-2_000).trimEnd()}`,
    details: { code },
  });
}
