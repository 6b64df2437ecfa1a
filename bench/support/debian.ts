import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { cacheDir, findOnPath } from '../../src/runtime/embedded/index.ts';
import { exists, run } from './commands.ts';

/** The packages that a peer needs from Debian or Ubuntu. */
export interface DebianPackages {
  /** The package whose dependencies are searched; also names the folder in the cache. */
  readonly name: string;
  /** Only these dependencies are fetched too; any such system has the rest. */
  readonly dependencies: RegExp;
}

/**
 * Unpacks packages of the system's own distribution, as apt is configured here, into the user's cache. It needs no root and
 * changes nothing in the system. Packages are fetched once per user.
 * @returns the folder that serves as the root of the file system
 * @throws Error when there is no apt or it cannot fetch them
 */
export async function unpackDebian(packages: DebianPackages): Promise<string> {
  const cache = cacheDir(process.env);
  const ready = path.join(cache, `bench-${packages.name}`);
  if (await exists(ready)) return ready;
  for (const tool of ['apt-get', 'apt-cache', 'dpkg'])
    if (!(await findOnPath(tool, process.env)))
      throw new Error(`${packages.name} is not on the PATH, and this system has no ${tool}`);
  console.error(`Fetching ${packages.name} with apt (once per user) ...`);
  await mkdir(cache, { recursive: true });
  const work = await mkdtemp(path.join(cache, '.incoming-'));
  try {
    const root = path.join(work, 'root');
    await fetchInto(root, work, packages);
    await rename(root, ready).catch(async (error: unknown) => {
      // Another bench may have been faster: its copy is equivalent.
      if (!(await exists(ready))) throw error;
    });
    return ready;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function fetchInto(root: string, work: string, packages: DebianPackages): Promise<void> {
  const options = await aptOptions(work, packages.name);
  const listed = await run('apt-cache', [
    ...options,
    ...['depends', '--recurse', '--no-recommends', '--no-suggests', '--no-conflicts'],
    ...['--no-breaks', '--no-replaces', '--no-enhances', packages.name],
  ]);
  const names = listed
    .split('\n')
    .filter((line) => line === packages.name || packages.dependencies.test(line));
  const wanted = [...new Set(names)];
  await run('apt-get', [...options, '-qq', 'download', ...wanted], { cwd: work });
  await mkdir(root);
  for (const file of await readdir(work))
    if (file.endsWith('.deb')) await run('dpkg', ['-x', path.join(work, file), root]);
}

/** Uses the system's package lists if they have it, else separate lists from the same sources. */
async function aptOptions(work: string, name: string): Promise<string[]> {
  // As root, apt would switch to a user that cannot enter a private cache folder.
  const options = ['-o', 'APT::Sandbox::User=root', '-o', 'Acquire::Retries=2'];
  const known = await run('apt-cache', ['show', name]).catch(() => '');
  if (known !== '') return options;
  const state = path.join(work, 'state');
  const archives = path.join(work, 'cache');
  await mkdir(path.join(state, 'lists', 'partial'), { recursive: true });
  await mkdir(path.join(archives, 'archives', 'partial'), { recursive: true });
  options.push('-o', `Dir::State=${state}`, '-o', `Dir::Cache=${archives}`);
  await run('apt-get', [...options, '-o', 'Acquire::Languages=none', '-qq', 'update']);
  return options;
}
