import type { FileHandle } from 'node:fs/promises';
import { open, readFile, readlink, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { Failure } from '../../connector-api/index.ts';
import { ifAbsent } from './if-absent.ts';

const POLL_MS = 20;
/** An owner at work touches its lock this often. */
const BEAT_MS = 2_000;
/** The owner of a lock that nobody touches for so long is dead. Clocks are not compared: they may be of other machines. */
const DEAD_AFTER_MS = 20_000;
/** Who was about to remove the lock of a dead owner, and has not for so long, is dead too. */
const UNREMOVED_AFTER_MS = 25_000;
const LIMIT_MS = 30_000;

/** The content of a lock. */
interface Owner {
  readonly pid: number;
  readonly machine: string;
}

/**
 * Does work while nobody else does work under the same lock: no other connector of this hub, no other hub on this machine, and none
 * on another that shares the folder. The lock is a file that exists only during the work; if its owner dies, the next one removes it.
 * @throws Failure TARGET_UNAVAILABLE when another owner is at work for half a minute
 */
export async function withLock<Result>(
  file: string,
  signal: AbortSignal,
  work: () => Promise<Result>,
): Promise<Result> {
  const handle = await take(file, signal);
  // If it fails, then so does the work, or the lock is given up.
  const touch = () => void handle.utimes(new Date(), new Date()).catch(() => undefined);
  const beat = setInterval(touch, BEAT_MS).unref();
  try {
    return await work();
  } finally {
    clearInterval(beat);
    await release(file, handle);
  }
}

async function take(file: string, signal: AbortSignal): Promise<FileHandle> {
  const startedAtMs = performance.now();
  let seen = { state: '', atMs: startedAtMs };
  for (;;) {
    const handle = await create(file);
    if (handle) return handle;
    const state = await stateOf(file);
    const nowMs = performance.now();
    if (state !== seen.state) seen = { state, atMs: nowMs };
    const text = await readFile(file, 'utf8').catch(ifAbsent);
    const untouchedMs = nowMs - seen.atMs;
    if (untouchedMs >= DEAD_AFTER_MS || (await isDead(text))) {
      const mark = `${file}.${state}`;
      if (await bury(file, state, mark)) continue;
      if (untouchedMs >= UNREMOVED_AFTER_MS) await rm(mark, { force: true });
    }
    if (nowMs - startedAtMs >= LIMIT_MS) throw inUse(file, text);
    await wait(POLL_MS, undefined, { signal });
  }
}

/**
 * Removes the lock of a dead owner. Of all who have found it, only the one that creates the mark may do so: a removal after the
 * first would hit the lock of the next owner.
 * @returns false if another one has the mark
 */
async function bury(file: string, state: string, mark: string): Promise<boolean> {
  const handle = await create(mark);
  if (!handle) return false;
  try {
    if ((await stateOf(file)) === state) await rm(file, { force: true });
  } finally {
    await release(mark, handle);
  }
  return true;
}

/** @returns null when there is such a file already */
async function create(file: string): Promise<FileHandle | null> {
  const handle = await open(file, 'wx').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return null;
    throw error;
  });
  try {
    await handle?.writeFile(
      JSON.stringify({ pid: process.pid, machine: await machine() } satisfies Owner),
    );
  } catch (error) {
    await release(file, handle as FileHandle);
    throw error;
  }
  return handle;
}

/** Removes a lock, unless somebody took this process for dead and has it now. */
async function release(file: string, handle: FileHandle): Promise<void> {
  try {
    const [there, held] = await Promise.all([stat(file).catch(ifAbsent), handle.stat()]);
    if (there?.ino === held.ino) await rm(file, { force: true });
  } finally {
    await handle.close();
  }
}

async function stateOf(file: string): Promise<string> {
  const found = await stat(file, { bigint: true }).catch(ifAbsent);
  return found ? `${found.ino}-${found.mtimeNs}` : '';
}

/** Whether the owner is known to be dead. A lock is empty for a moment after its creation, and then says nothing. */
async function isDead(text: string | null): Promise<boolean> {
  const owner = parsed(text);
  return owner !== null && owner.machine === (await machine()) && !isRunning(owner.pid);
}

function parsed(text: string | null): Owner | null {
  try {
    return JSON.parse(text ?? '') as Owner;
  } catch {
    return null;
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Where a process id means something: on one machine, which may share its name with others, until it starts again; and containers
 * number their processes themselves.
 */
async function machine(): Promise<string> {
  const [start, space] = await Promise.all([
    readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => ''),
    readlink('/proc/self/ns/pid').catch(() => ''),
  ]);
  return `${hostname()} ${start.trim()} ${space}`.trim();
}

function inUse(file: string, text: string | null): Failure {
  const owner = parsed(text);
  const who = owner
    ? `Process ${owner.pid} on ${owner.machine.split(' ', 1)[0]}`
    : 'Another process';
  return new Failure('TARGET_UNAVAILABLE', {
    message: `${who} holds ${file}: if two hubs write to one place, give each of them its own.`,
  });
}
