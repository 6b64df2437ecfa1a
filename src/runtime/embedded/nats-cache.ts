import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import type { Fetch } from './nats-binary.ts';
import { compareVersions, isNewEnough, versionOf } from './nats-version.ts';
import type { EmbeddedOptions } from './servers.ts';

const PREFIX = 'nats-server-';
const PROGRAM = 'nats-server';
/** Kept beside the program, so that a damaged or altered copy is noticed before it runs. */
const CHECKSUM = 'sha256';

/** Returns the newest intact program in the user's cache, which all clones and folders share; null when there is none. */
export async function cachedNatsServer(options: EmbeddedOptions): Promise<string | null> {
  const cache = cacheDir(options.env);
  const versions = (await readdir(cache).catch(() => []))
    .filter((name) => name.startsWith(PREFIX))
    .map((name) => name.slice(PREFIX.length))
    .filter(isNewEnough)
    .sort(compareVersions)
    .reverse();
  for (const version of versions) {
    const folder = path.join(cache, PREFIX + version);
    if (await isSound(folder)) return path.join(folder, PROGRAM);
    options.onProgress(`NATS: ${folder} is damaged, fetching it again`);
    await rm(folder, { recursive: true, force: true });
  }
  return null;
}

/** Fetches the program and puts it into the cache atomically. @returns null when this way has no program for this machine */
export async function cacheNatsServer(
  fetch: Fetch,
  options: EmbeddedOptions,
): Promise<string | null> {
  const cache = cacheDir(options.env);
  await mkdir(cache, { recursive: true });
  const work = await mkdtemp(path.join(cache, '.incoming-'));
  try {
    const fetched = await fetch(path.join(work), options);
    if (fetched === null) return null;
    await chmod(fetched, 0o755);
    const version = await versionOf(fetched);
    if (version === null || !isNewEnough(version))
      throw new Error(
        `the fetched nats-server has version ${version ?? '(none: it does not run)'}`,
      );
    const ready = path.join(work, 'ready');
    await mkdir(ready);
    await rename(fetched, path.join(ready, PROGRAM));
    await writeFile(path.join(ready, CHECKSUM), await hashOf(path.join(ready, PROGRAM)));
    await publish(ready, path.join(cache, PREFIX + version));
    return path.join(cache, PREFIX + version, PROGRAM);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Another hub may have been faster: its copy is as good. */
async function publish(ready: string, folder: string): Promise<void> {
  try {
    await rename(ready, folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error;
  }
}

async function isSound(folder: string): Promise<boolean> {
  const expected = await readFile(path.join(folder, CHECKSUM), 'utf8').catch(() => null);
  const actual = await hashOf(path.join(folder, PROGRAM)).catch(() => null);
  return expected !== null && expected === actual;
}

async function hashOf(file: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
}

/**
 * Returns the folder where fetched programs are kept for all clones and folders of a user: `STELLWERK_CACHE_DIR`, else
 * the user's cache folder.
 */
export function cacheDir(env: NodeJS.ProcessEnv): string {
  if (env.STELLWERK_CACHE_DIR) return path.resolve(env.STELLWERK_CACHE_DIR);
  return path.join(env.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'stellwerk');
}
