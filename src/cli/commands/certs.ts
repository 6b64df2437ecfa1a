import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import type { PemPair } from '../../access/index.ts';
import { addExamples } from '../examples.ts';
import { CliError } from '../exit.ts';

const LOCAL_HOSTS = ['localhost', '127.0.0.1', '::1'];
const FILE_NAME = /^[\w@.-]{1,64}$/;

interface CertsOptions {
  readonly dir: string;
  readonly host: readonly string[];
  readonly client: readonly string[];
}

/** `stellwerk certs`: makes certificates to try out TLS. */
export function addCerts(program: Command): void {
  const command = program
    .command('certs')
    .description('create a development authority, and certificates for a hub and its callers')
    .option('--dir <folder>', 'output folder', 'certs')
    .option('--host <names...>', 'names and addresses of the hub, in addition to loopback', [])
    .option('--client <names...>', 'common names of callers', ['operator'])
    .addHelpText(
      'after',
      '\nAn existing authority is used again. Whoever has ca.key can impersonate anybody:\nnot for production.',
    )
    .action(makeCerts);
  addExamples(command, [
    ['stellwerk certs', 'for a hub and an operator on this machine'],
    ['stellwerk certs --host hub.example.com --client anna nagios', ''],
  ]);
}

async function makeCerts({ dir, host, client }: CertsOptions): Promise<void> {
  const wrong = client.find((name) => !FILE_NAME.test(name) || ['ca', 'server'].includes(name));
  if (wrong !== undefined) {
    throw new CliError(
      'usage',
      `"${wrong}" cannot be used as the name of a caller and of its file.`,
    );
  }
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const { makeCertificate } = await access();
  const authority = await openAuthority(dir);
  const server = { commonName: host[0] ?? 'localhost', hosts: [...LOCAL_HOSTS, ...host] };
  await save(dir, 'server', await makeCertificate(authority, server));
  for (const commonName of client) {
    await save(dir, commonName, await makeCertificate(authority, { commonName, hosts: [] }));
  }
  const names = ['ca', 'server', ...client].map((name) => `${name}.crt`);
  process.stdout.write(`${dir}: ${names.join(', ')}, each with its .key\n`);
}

async function openAuthority(dir: string): Promise<PemPair> {
  const [cert, key] = ['ca.crt', 'ca.key'].map((name) => path.join(dir, name)) as [string, string];
  if (existsSync(cert) && existsSync(key)) {
    return { cert: await readFile(cert, 'utf8'), key: await readFile(key, 'utf8') };
  }
  const { makeAuthority } = await access();
  const authority = await makeAuthority();
  await save(dir, 'ca', authority);
  return authority;
}

async function save(dir: string, name: string, { cert, key }: PemPair): Promise<void> {
  await writeFile(path.join(dir, `${name}.key`), key, { mode: 0o600 });
  await writeFile(path.join(dir, `${name}.crt`), cert);
}

/** Loaded only where it is needed, since it would slow down the start of every command. */
function access() {
  return import('../../access/index.ts');
}
