import { randomBytes } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../../domain/index.ts';
import { identify } from './process-identity.ts';
import type { ProcessIdentity } from './process-identity.ts';

const LOCK_FILE = 'hub.lock';
const TAKE_ATTEMPTS = 5;

/** The right to work on a data folder, until released or until this process dies. */
export interface DataDirLock {
  release(): Promise<void>;
}

/**
 * Takes the folder for this process. A lock whose owner is gone is taken over.
 * @throws Failure SETUP_FAILED when a living hub holds it
 */
export async function lockDataDir(dataDir: string): Promise<DataDirLock> {
  const lockFile = path.join(dataDir, LOCK_FILE);
  const mine = `${JSON.stringify(await identify(process.pid))}\n`;
  const draft = uniqueName(lockFile);
  await writeFile(draft, mine, { mode: 0o600 });
  try {
    await take(lockFile, draft, dataDir);
  } finally {
    await rm(draft, { force: true });
  }
  return {
    async release() {
      if ((await readLock(lockFile)) === mine) await rm(lockFile, { force: true });
    },
  };
}

/** A hard link either makes the whole lock or fails: no reader ever sees a lock without its owner. */
async function take(lockFile: string, draft: string, dataDir: string): Promise<void> {
  for (let attempt = 0; attempt < TAKE_ATTEMPTS; attempt++) {
    try {
      await link(draft, lockFile);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const held = await readLock(lockFile);
    if (held === null) continue;
    const owner = await livingOwner(held);
    if (owner) throw inUse(dataDir, owner.pid);
    await clearAway(lockFile, held);
  }
  throw inUse(dataDir, null);
}

/**
 * Removes a dead owner's lock. Two starting hubs may both find it dead; the slower one then moves the faster one's fresh lock,
 * notices by its content, and puts it back.
 */
async function clearAway(lockFile: string, dead: string): Promise<void> {
  const aside = uniqueName(lockFile);
  try {
    await rename(lockFile, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if ((await readLock(aside)) !== dead) await link(aside, lockFile);
  await rm(aside, { force: true });
}

async function livingOwner(held: string): Promise<ProcessIdentity | null> {
  const owner = parseOwner(held);
  if (!owner) return null;
  const living = await identify(owner.pid);
  return living?.startTime === owner.startTime ? living : null;
}

/** Null for a lock that a crashed disk left empty or torn: nobody can own it. */
function parseOwner(held: string): ProcessIdentity | null {
  try {
    const { pid, startTime } = JSON.parse(held) as Partial<ProcessIdentity>;
    return typeof pid === 'number' ? { pid, startTime: startTime ?? null } : null;
  } catch {
    return null;
  }
}

async function readLock(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function uniqueName(lockFile: string): string {
  return `${lockFile}.${process.pid}-${randomBytes(4).toString('hex')}`;
}

function inUse(dataDir: string, pid: number | null): Failure {
  const who = pid === null ? 'Another hub' : `Another hub (process ${pid})`;
  return new Failure('SETUP_FAILED', {
    message: `${who} already works on the data folder ${dataDir}: stop it first, or give this hub a data folder of its own.`,
    details: { dataDir, pid },
  });
}
