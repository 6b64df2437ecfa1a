import { randomBytes } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Failure } from '../../domain/index.ts';
import { identify } from './process-identity.ts';
import type { ProcessIdentity } from './process-identity.ts';

const LOCK_FILE = 'hub.lock';
const POLL_MS = 50;

/** The right to use a data folder, until it is released or this process dies. */
export interface DataDirLock {
  release(): Promise<void>;
}

export interface LockOptions {
  /** How long to wait for a living owner to stop: a former hub may still be draining. */
  readonly waitMs: number;
  /** Called once when waiting begins. */
  readonly onWait?: (ownerPid: number) => void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Locks the folder for this process. A lock whose owner is gone is taken over.
 * @throws Failure SETUP_FAILED when a living hub keeps holding it
 */
export async function lockDataDir(dataDir: string, options: LockOptions): Promise<DataDirLock> {
  const lockFile = path.join(dataDir, LOCK_FILE);
  const mine = `${JSON.stringify(await identify(process.pid))}\n`;
  const draft = `${lockFile}.${process.pid}-${randomBytes(4).toString('hex')}`;
  await writeFile(draft, mine, { mode: 0o600 });
  try {
    await take(lockFile, draft, dataDir, options);
  } finally {
    await rm(draft, { force: true });
  }
  return {
    async release() {
      if ((await readLock(lockFile)) === mine) await rm(lockFile, { force: true });
    },
  };
}

async function take(
  lockFile: string,
  draft: string,
  dataDir: string,
  { waitMs, onWait, signal }: LockOptions,
): Promise<void> {
  const giveUpAtMs = performance.now() + waitMs;
  let waiting = false;
  for (;;) {
    const owner = await tryToTake(lockFile, draft);
    if (owner === null) return;
    if (performance.now() >= giveUpAtMs) throw inUse(dataDir, owner);
    if (!waiting) onWait?.(owner.pid);
    waiting = true;
    await wait(POLL_MS, null, { signal });
  }
}

/**
 * Creates the lock as a hard link, which either makes the whole lock or fails: no reader ever sees a lock without its
 * owner.
 * @returns the living owner, or null when this process now holds the lock
 */
async function tryToTake(lockFile: string, draft: string): Promise<ProcessIdentity | null> {
  for (;;) {
    if (await linkNew(draft, lockFile)) return null;
    const held = await readLock(lockFile);
    if (held === null) continue;
    const owner = (await livingOwner(held)) ?? (await clearAway(lockFile, draft, held));
    if (owner) return owner;
  }
}

/**
 * Removes a dead owner's lock. If several hubs found it dead, only the one with the claim may remove it, and only if
 * the lock is unchanged: otherwise a slow hub would remove the fresh lock of a fast one.
 * @returns the hub that is doing the same at this moment, if any
 */
async function clearAway(
  lockFile: string,
  draft: string,
  dead: string,
): Promise<ProcessIdentity | null> {
  const claim = `${lockFile}.claim`;
  if (await linkNew(draft, claim)) {
    if ((await readLock(lockFile)) === dead) await rm(lockFile, { force: true });
    await rm(claim, { force: true });
    return null;
  }
  const held = await readLock(claim);
  if (held === null) return null;
  const claimant = await livingOwner(held);
  // The claimant was killed within the few microseconds that a claim exists.
  if (!claimant) await rm(claim, { force: true });
  return claimant;
}

/** @returns false when the file exists already */
async function linkNew(draft: string, file: string): Promise<boolean> {
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function livingOwner(held: string): Promise<ProcessIdentity | null> {
  const owner = parseOwner(held);
  if (!owner) return null;
  const living = await identify(owner.pid);
  return living?.startTime === owner.startTime ? living : null;
}

/** Null for a lock that a disk failure left empty or torn: it has no owner. */
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

function inUse(dataDir: string, { pid }: ProcessIdentity): Failure {
  return new Failure('SETUP_FAILED', {
    message: `Another hub (process ${pid}) already uses the data folder ${dataDir}: stop it first, or start this hub in another folder.`,
    details: { dataDir, pid },
  });
}
