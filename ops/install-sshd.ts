import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findSshd, hasOwnUser, unpacked } from './sshd.ts';

/**
 * Fetches OpenSSH's server for the tests of SFTP on Debian or Ubuntu, if there is none. Its package is only unpacked: installed, it
 * would open the machine to logins. Elsewhere, and when that fails, those tests skip themselves and say so; so it never fails.
 */
const WITHIN_MS = 60_000;
/** For root, apt would otherwise warn that its own user may not write to the folder. */
const QUIETLY = ['-qq', '-o', 'APT::Sandbox::User=root'];
const USER = ['--system', '--no-create-home', '--home-dir', '/run/sshd', '--shell'];

if ((await findSshd()) === null) {
  const signal = AbortSignal.timeout(WITHIN_MS);
  const folder = await mkdtemp(path.join(tmpdir(), 'stellwerk-openssh-'));
  console.log('Fetching OpenSSH’s server for the tests of SFTP (apt-get download, once) ...');
  try {
    // As the package does; nobody can log in as this user.
    if (!(await hasOwnUser())) await run('useradd', [...USER, '/usr/sbin/nologin', 'sshd']);
    await run('apt-get', ['download', ...QUIETLY, 'openssh-server', 'libwrap0']);
    await mkdir(unpacked, { recursive: true });
    for (const name of await readdir(folder)) await run('dpkg-deb', ['-x', name, unpacked]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }

  async function run(command: string, args: string[]): Promise<void> {
    const child = spawn(command, args, {
      cwd: folder,
      signal,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    await new Promise<void>((resolve) => {
      child.once('error', () => resolve());
      child.once('exit', () => resolve());
    });
  }
}
