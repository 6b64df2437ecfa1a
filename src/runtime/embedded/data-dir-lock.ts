import { randomBytes } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Failure } from '../../domain/index.ts';
import { identify } from './process-identity.ts';
import type { ProcessIdentity } from './process-identity.ts';

const LOCK_FILE = 'hub.lock';
const POLL_MS = 50;

/** The right to work on a data folder, until released or until this process dies. */
export interface DataDirLock {
  release(): Promise<void>;
}

export interface LockOptions {
  /** How long to wait for a living owner to stop: the one before may just be draining. */
  readonly waitMs: number;
  /** Told once when waiting begins. */
  readonly onWait?: (ownerPid: number) => void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Takes the folder for this process. A lock whose owner is gone is taken over.
 * @throws Failure SETUP_FAILED when a living hub holds it and goes on holding it
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
 * A hard link either makes the whole lock or fails: no reader ever sees a lock without its owner.
 * @returns the living owner, or null when the lock is ours now
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
 * Removes a dead owner's lock. Of several hubs that found it dead only the one with the claim may, and only if the lock is
 * still that one: else a slow hub would remove the fresh lock of a fast one.
 * @returns the hub that is just doing the same, if there is one
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
  // Killed within the few microseconds that a claim lives.
  if (!claimant) await rm(claim, { force: true });
  return claimant;
}

/** @returns false when the file is there already */
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

function inUse(dataDir: string, { pid }: ProcessIdentity): Failure {
  return new Failure('SETUP_FAILED', {
    message: `Another hub (process ${pid}) already works on the data folder ${dataDir}: stop it first, or give this hub a data folder of its own.`,
    details: { dataDir, pid },
  });
}
