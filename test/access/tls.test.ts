import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { suite, test } from 'node:test';
import { connect } from 'node:tls';
import { credentials } from '@grpc/grpc-js';
import type { PemPair, TlsSettings } from '../../src/access/index.ts';
import { makeAuthority, makeCertificate, TlsFiles } from '../../src/access/index.ts';
import type { AccessSettings } from '../../src/access/index.ts';
import { connectControl } from '../../src/control/index.ts';
import type { Failure } from '../../src/domain/index.ts';
import { allMethods, callAny, openClient } from './any-method.ts';
import { startGuarded } from './support.ts';

const authority = await makeAuthority();
const server = await makeCertificate(authority, {
  commonName: 'hub',
  hosts: ['localhost', '127.0.0.1'],
});
const client = (commonName: string, by = authority) =>
  makeCertificate(by, { commonName, hosts: [] });
const methods = await allMethods();
const whoAmI = methods.find(({ name }) => name === 'AccessService/WhoAmI');
assert.ok(whoAmI);
const signal = AbortSignal.timeout(60_000);

interface Files extends AsyncDisposable {
  readonly settings: TlsSettings;
  write(pair: PemPair): Promise<void>;
}

async function writeFiles(requireClientCert = false): Promise<Files> {
  const dir = await mkdtemp(path.join(tmpdir(), 'stellwerk-tls-'));
  const settings = {
    cert: path.join(dir, 'server.crt'),
    key: path.join(dir, 'server.key'),
    clientCa: path.join(dir, 'ca.crt'),
    requireClientCert,
  };
  const write = async ({ cert, key }: PemPair) => {
    await writeFile(settings.cert, cert);
    await writeFile(settings.key, key);
  };
  await write(server);
  await writeFile(settings.clientCa, authority.cert);
  return { settings, write, [Symbol.asyncDispose]: () => rm(dir, { recursive: true }) };
}

/** A guarded control server with TLS. */
async function startSecure(access: Partial<AccessSettings> = {}, requireClientCert = false) {
  const cleanup = new AsyncDisposableStack();
  const files = cleanup.use(await writeFiles(requireClientCert));
  const told: (Failure | null)[] = [];
  const onChange = (failure: Failure | null) => void told.push(failure);
  const tls = await TlsFiles.open({ settings: files.settings, onChange });
  const control = cleanup.use(await startGuarded(access, { tls }));
  const call = (pair: PemPair | null, headers: Record<string, string> = {}) =>
    callWith(control.address, pair, headers);
  const stop = () => cleanup.disposeAsync();
  return { control, files, tls, told, call, [Symbol.asyncDispose]: stop };
}

async function callWith(address: string, pair: PemPair | null, headers: Record<string, string>) {
  const [key, cert] = pair ? [Buffer.from(pair.key), Buffer.from(pair.cert)] : [];
  const secure = credentials.createSsl(Buffer.from(authority.cert), key, cert);
  const calling = openClient(address, secure);
  try {
    assert.ok(whoAmI);
    return await callAny(calling, whoAmI, {}, headers);
  } finally {
    calling.close();
  }
}

/** The certificate that the server shows to somebody who connects now. */
async function shown(address: string, options: object = {}): Promise<string> {
  const [host = '', port = ''] = address.split(':');
  const socket = connect({ host, port: Number(port), ca: authority.cert, ...options });
  try {
    await once(socket, 'secureConnect');
    return `${socket.getProtocol()} ${socket.getPeerCertificate().serialNumber}`;
  } finally {
    socket.destroy();
  }
}

suite('The control API with TLS', { concurrency: 2 }, () => {
  test('takes API keys over TLS, and no plain text', async () => {
    await using secure = await startSecure();
    const admin = await secure.control.key('admin');
    const end = await secure.call(null, admin);
    assert.deepEqual([end.status, end.answer?.name], ['OK', 'test admin']);
    const plain = openClient(secure.control.address);
    assert.ok(whoAmI);
    assert.equal((await callAny(plain, whoAmI, {}, admin)).status, 'UNAVAILABLE');
    plain.close();
  });

  test('speaks TLS 1.2 and 1.3, and nothing older', async () => {
    await using secure = await startSecure();
    const { address } = secure.control;
    assert.match(await shown(address, { maxVersion: 'TLSv1.2' }), /^TLSv1\.2 /);
    assert.match(await shown(address), /^TLSv1\.3 /);
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' };
    await assert.rejects(shown(address, old), /version|alert|ECONNRESET/i);
  });

  test('knows callers by their certificates, and gives each its role', async () => {
    const certificates = [
      { commonName: 'monitoring', role: 'viewer' as const, streams: ['products'] },
    ];
    await using secure = await startSecure({ certificates });
    const known = await secure.call(await client('monitoring'));
    assert.equal(known.status, 'OK', known.details);
    const { name, proof, role, limitedTo } = known.answer ?? {};
    assert.deepEqual(
      { name, proof, role, limitedTo },
      {
        name: 'monitoring',
        proof: 'PROOF_CERTIFICATE',
        role: 'ROLE_VIEWER',
        limitedTo: { streams: ['products'] },
      },
    );
    assert.equal((await secure.call(await client('somebody'))).code, 'UNAUTHENTICATED');
    assert.equal((await secure.call(null)).code, 'UNAUTHENTICATED');
    const stranger = await makeAuthority();
    const forged = await secure.call(await client('monitoring', stranger));
    assert.equal(forged.status, 'UNAUTHENTICATED');
  });

  test('refuses connections without a client certificate where one is required', async () => {
    await using secure = await startSecure({}, true);
    const admin = await secure.control.key('admin');
    assert.equal((await secure.call(null, admin)).status, 'UNAVAILABLE');
    assert.equal((await secure.call(await client('anyone'), admin)).status, 'OK');
  });

  test('shows a new certificate to new connections without a restart, and keeps the old ones', async () => {
    await using secure = await startSecure();
    const { address } = secure.control;
    const admin = await secure.control.key('admin');
    const ca = Buffer.from(authority.cert);
    const bearer = admin.authorization.slice('Bearer '.length);
    const open = await connectControl(address, { tls: { ca, identity: null }, bearer });
    await open.status(signal);
    const before = await shown(address);
    await secure.files.write(
      await makeCertificate(authority, { commonName: 'new', hosts: ['127.0.0.1'] }),
    );
    await secure.tls.look();
    assert.notEqual(await shown(address), before);
    assert.deepEqual(secure.told, [null]);
    await open.status(signal);
    open.close();
  });

  test('keeps the certificate in use when the new files do not fit together, and says so once', async () => {
    await using secure = await startSecure();
    const { address } = secure.control;
    const before = await shown(address);
    const other = await makeCertificate(authority, { commonName: 'other', hosts: ['127.0.0.1'] });
    await writeFile(secure.files.settings.key, other.key);
    await secure.tls.look();
    await secure.tls.look();
    assert.equal(await shown(address), before);
    assert.deepEqual(
      secure.told.map((failure) => failure?.code),
      ['SETUP_FAILED'],
    );
    await writeFile(secure.files.settings.cert, other.cert);
    await secure.tls.look();
    assert.notEqual(await shown(address), before);
  });

  test('says at the start which file is missing or no good', async () => {
    await using files = await writeFiles();
    const onChange = () => undefined;
    const settings = { ...files.settings, cert: `${files.settings.cert}.not` };
    await assert.rejects(TlsFiles.open({ settings, onChange }), /server\.crt\.not cannot be read/);
    await writeFile(files.settings.cert, 'no PEM');
    await assert.rejects(
      TlsFiles.open({ settings: files.settings, onChange }),
      /do not work together.*Correct hub\.tls/,
    );
  });
});
