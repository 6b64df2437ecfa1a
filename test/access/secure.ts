import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AccessSettings, PemPair, TlsSettings } from '../../src/access/index.ts';
import { makeAuthority, makeCertificate, TlsFiles } from '../../src/access/index.ts';
import type { Failure } from '../../src/domain/index.ts';
import type { GuardedControl } from './support.ts';
import { startGuarded } from './support.ts';

/** The authority that every server and caller of these tests trusts. */
export const authority = await makeAuthority();
const server = await makeCertificate(authority, {
  commonName: 'hub',
  hosts: ['localhost', '127.0.0.1'],
});

/** Makes a certificate of a caller. */
export function client(commonName: string, by = authority): Promise<PemPair> {
  return makeCertificate(by, { commonName, hosts: [] });
}

/** PEM files of a hub and of one caller, as `stellwerk certs` makes them. */
export interface Files extends AsyncDisposable {
  readonly settings: TlsSettings & { readonly clientCa: string };
  readonly client: { readonly cert: string; readonly key: string };
  /** Replaces the server's certificate. */
  write(pair: PemPair): Promise<void>;
}

export async function writeFiles(requireClientCert = false): Promise<Files> {
  const dir = await mkdtemp(path.join(tmpdir(), 'stellwerk-tls-'));
  const file = (name: string) => path.join(dir, name);
  const save = async (name: string, { cert, key }: PemPair) => {
    await writeFile(file(`${name}.crt`), cert);
    await writeFile(file(`${name}.key`), key);
  };
  await save('server', server);
  await save('client', await client('client'));
  await writeFile(file('ca.crt'), authority.cert);
  const pair = (name: string) => ({ cert: file(`${name}.crt`), key: file(`${name}.key`) });
  return {
    settings: { ...pair('server'), clientCa: file('ca.crt'), requireClientCert },
    client: pair('client'),
    write: (other) => save('server', other),
    [Symbol.asyncDispose]: () => rm(dir, { recursive: true }),
  };
}

export interface SecureControl extends AsyncDisposable {
  readonly control: GuardedControl;
  readonly files: Files;
  readonly tls: TlsFiles;
  /** Reports about changed certificate files: a failure, or null if they were accepted. */
  readonly told: (Failure | null)[];
}

/** Starts a guarded control server with TLS. */
export async function startSecure(
  access: Partial<AccessSettings> = {},
  requireClientCert = false,
): Promise<SecureControl> {
  const cleanup = new AsyncDisposableStack();
  const files = cleanup.use(await writeFiles(requireClientCert));
  const told: (Failure | null)[] = [];
  const onChange = (failure: Failure | null) => void told.push(failure);
  const tls = await TlsFiles.open({ settings: files.settings, onChange });
  const control = cleanup.use(await startGuarded(access, { tls }));
  return { control, files, tls, told, [Symbol.asyncDispose]: () => cleanup.disposeAsync() };
}
