import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createHash } from 'node:crypto';
import ssh2 from 'ssh2';
import { freePort } from '../../../bench/support/free-port.ts';
import { findSshd } from '../../../ops/sshd.ts';

/** A server to which the test's own user can log in with a key. */
export interface SftpSystem extends AsyncDisposable {
  readonly port: number;
  readonly user: string;
  readonly privateKey: string;
  readonly fingerprint: string;
  /** The folder in which the user begins. */
  readonly dir: string;
}

const found = await findSshd();
/** For `skip` of a test. */
export const withoutSshd =
  found === null ? 'there is no sshd on this machine (Debian: openssh-server)' : false;

export interface KeyPair {
  readonly private: string;
  readonly public: string;
}

/** One key in 256 lacks a zero (mscdex/ssh2#1390), and then nobody can read it. */
export function keyPair(): KeyPair {
  for (;;) {
    const pair = ssh2.utils.generateKeyPairSync('ed25519');
    const texts = [pair.private, pair.public];
    if (!texts.some((text) => ssh2.utils.parseKey(text) instanceof Error)) return pair;
  }
}

/** As `ssh-keygen -lf` shows it. */
export function fingerprintOf({ public: text }: KeyPair): string {
  const blob = Buffer.from(text.split(' ')[1] ?? '', 'base64');
  return `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=$/, '')}`;
}

/** Starts the real OpenSSH server on loopback, with keys and a folder of its own. */
export async function startSshd(): Promise<SftpSystem> {
  if (!found) throw new Error('there is no sshd');
  const home = await mkdtemp(path.join(tmpdir(), 'stellwerk-sshd-'));
  const dir = path.join(home, 'files');
  await mkdir(dir);
  const [host, client] = [keyPair(), keyPair()];
  const [hostKey, authorized, config] = ['host_key', 'authorized', 'config'].map((name) =>
    path.join(home, name),
  ) as [string, string, string];
  await writeFile(hostKey, host.private, { mode: 0o600 });
  await writeFile(authorized, `${client.public}\n`, { mode: 0o600 });
  const port = await freePort();
  await writeFile(
    config,
    [
      ...[`ListenAddress 127.0.0.1:${port}`, `HostKey ${hostKey}`, 'PidFile none'],
      ...[`AuthorizedKeysFile ${authorized}`, 'StrictModes no', 'UsePAM no'],
      ...['PermitRootLogin yes', 'PasswordAuthentication no', 'MaxStartups 100'],
      ...[`Subsystem sftp internal-sftp -d ${dir}`, `ForceCommand internal-sftp -d ${dir}`],
    ].join('\n'),
  );
  // As root it requires an empty folder to lock itself into.
  if (process.getuid?.() === 0) await mkdir('/run/sshd', { recursive: true });
  const server = spawn(found.file, ['-D', '-e', '-f', config], {
    env: found.env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const stop = () => void server.kill();
  process.once('exit', stop);
  let said = '';
  server.stderr.on('data', (text: Buffer) => (said = `${said}${text.toString()}`.slice(-2_000)));
  const ended = once(server, 'exit');
  const listening = untilListening(port);
  await Promise.race([
    listening,
    ended.then(() => {
      throw new Error(`sshd ended: ${said}`);
    }),
  ]);
  return {
    ...{ port, user: userInfo().username, privateKey: client.private, dir },
    fingerprint: fingerprintOf(host),
    async [Symbol.asyncDispose]() {
      process.off('exit', stop);
      server.kill();
      await ended;
      await rm(home, { recursive: true, force: true });
    },
  };
}

async function untilListening(port: number): Promise<void> {
  for (let tried = 0; tried < 600; tried++) {
    const socket = connect({ host: '127.0.0.1', port });
    const isOpen = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    });
    socket.destroy();
    if (isOpen) return;
    await wait(50);
  }
  throw new Error('sshd does not listen');
}
