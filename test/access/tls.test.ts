import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { suite, test } from 'node:test';
import { connect } from 'node:tls';
import { credentials } from '@grpc/grpc-js';
import type { PemPair } from '../../src/access/index.ts';
import { makeAuthority, makeCertificate, TlsFiles } from '../../src/access/index.ts';
import type { AccessSettings } from '../../src/access/index.ts';
import { connectControl } from '../../src/control/index.ts';
import { allMethods, callAny, openClient } from './any-method.ts';
import { authority, client, startSecure as openSecure, writeFiles } from './secure.ts';

const methods = await allMethods();
const whoAmI = methods.find(({ name }) => name === 'AccessService/WhoAmI');
assert.ok(whoAmI);
const signal = AbortSignal.timeout(60_000);

/** Starts a guarded control server with TLS, and offers calls to it. */
async function startSecure(access: Partial<AccessSettings> = {}, requireClientCert = false) {
  const secure = await openSecure(access, requireClientCert);
  const call = (pair: PemPair | null, headers: Record<string, string> = {}) =>
    callWith(secure.control.address, pair, headers);
  return { ...secure, call };
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

/** Returns the TLS version and the serial number of the certificate that a new connection gets. */
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
  test('accepts API keys over TLS, and refuses plain text', async () => {
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

  test('identifies callers by their certificates, and gives each its role', async () => {
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

  test('presents a new certificate to new connections without a restart, and keeps the old connections', async () => {
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

  test('keeps the current certificate when the new files do not match, and reports that once', async () => {
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

  test('reports once that a file is missing, and once more when that happens again', async () => {
    await using secure = await startSecure();
    const { cert } = secure.files.settings;
    const text = await readFile(cert);
    for (const _time of ['first', 'second']) {
      await rm(cert);
      await secure.tls.look();
      await secure.tls.look();
      await writeFile(cert, text);
      await secure.tls.look();
    }
    assert.deepEqual(
      secure.told.map((failure) => failure?.code),
      ['SETUP_FAILED', 'SETUP_FAILED'],
    );
  });

  test('says at the start which file is missing or invalid', async () => {
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
