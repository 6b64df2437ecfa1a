import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { run } from '../support/commands.ts';

const modules = path.join(import.meta.dirname, 'node_modules');
const stamp = path.join(modules, '.lock-hash');

/**
 * Installs the peers' packages into this folder, according to its lock file, unless they are there; never into the project.
 * @throws Error when npm cannot install them
 */
export async function installPeers(): Promise<void> {
  const lock = await readFile(path.join(import.meta.dirname, 'package-lock.json'));
  const hash = createHash('sha256').update(lock).digest('hex');
  if ((await readFile(stamp, 'utf8').catch(() => '')) === hash) return;
  console.error("Installing the peers' packages (once, about half a minute) ...");
  const flags = ['--no-save', '--ignore-scripts', '--omit=dev', '--no-audit', '--no-fund'];
  await run('npm', ['install', ...flags, '--loglevel=error'], { cwd: import.meta.dirname });
  await writeFile(stamp, hash);
}
