import { access, constants, readFile } from 'node:fs/promises';
import path from 'node:path';
import { findOnPath } from '../src/runtime/embedded/index.ts';

/** Where `install-sshd.ts` unpacks packages of the distribution, without installing them. */
export const unpacked = path.resolve(import.meta.dirname, '../node_modules/.cache/openssh');

/** OpenSSH's server on this machine, and how it is started. */
export interface Sshd {
  /** An absolute path, which it requires itself. */
  readonly file: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Returns null when there is none that would start. */
export async function findSshd(): Promise<Sshd | null> {
  if (!(await hasOwnUser())) return null;
  const folders = ['/usr/sbin', '/usr/local/sbin', process.env.PATH ?? ''];
  const installed = await findOnPath('sshd', {
    ...process.env,
    PATH: folders.join(path.delimiter),
  });
  if (installed) return { file: installed, env: process.env };
  const file = path.join(unpacked, 'usr/sbin/sshd');
  const isThere = await access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
  if (!isThere) return null;
  const lib = process.arch === 'arm64' ? 'aarch64-linux-gnu' : 'x86_64-linux-gnu';
  const libraries = ['usr/lib', 'lib'].map((folder) => path.join(unpacked, folder, lib));
  return { file, env: { ...process.env, LD_LIBRARY_PATH: libraries.join(path.delimiter) } };
}

/** Started by root it requires the user `sshd`, as which it talks to those who have not logged in. */
export async function hasOwnUser(): Promise<boolean> {
  if (process.getuid?.() !== 0) return true;
  return /^sshd:/m.test(await readFile('/etc/passwd', 'utf8').catch(() => ''));
}
