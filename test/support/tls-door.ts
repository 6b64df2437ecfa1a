import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, constants, createSecureServer } from 'node:http2';
import type { IncomingHttpHeaders, ServerHttp2Stream } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import type { TLSSocket } from 'node:tls';
import path from 'node:path';
import { promisify } from 'node:util';

/** Certificates of one test, PEM files made by openssl: an authority, a server for 127.0.0.1, a client. */
export interface Certificates extends AsyncDisposable {
  readonly ca: string;
  readonly server: { readonly cert: string; readonly key: string };
  readonly client: { readonly cert: string; readonly key: string };
}

export async function makeCertificates(): Promise<Certificates> {
  const dir = await mkdtemp(path.join(tmpdir(), 'stellwerk-certs-'));
  const file = (name: string) => path.join(dir, name);
  const openssl = (...args: string[]) => promisify(execFile)('openssl', args, { cwd: dir });
  const ec = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
  const authority = ['-x509', '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=test authority'];
  await openssl('req', ...ec, ...authority);
  await writeFile(file('server.ext'), 'subjectAltName=IP:127.0.0.1,DNS:localhost');
  await writeFile(file('client.ext'), 'extendedKeyUsage=clientAuth');
  for (const name of ['server', 'client']) {
    const request = ['-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${name}`];
    await openssl('req', ...ec, ...request);
    const signed = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2'];
    const files = ['-in', `${name}.csr`, '-out', `${name}.pem`, '-extfile', `${name}.ext`];
    await openssl('x509', '-req', ...signed, ...files);
  }
  const pair = (name: string) => ({ cert: file(`${name}.pem`), key: file(`${name}.key`) });
  return {
    ca: file('ca.pem'),
    server: pair('server'),
    client: pair('client'),
    [Symbol.asyncDispose]: () => rm(dir, { recursive: true }),
  };
}

export interface DoorOptions {
  readonly certificates: Certificates;
  /** Where the hub listens in plain text. */
  readonly to: string;
  readonly requireClientCert?: boolean;
  /** Calls without this bearer token are answered UNAUTHENTICATED. */
  readonly bearer?: string;
}

export interface Door extends AsyncDisposable {
  readonly address: string;
  /** Whose certificates were shown, by common name. */
  readonly shown: Set<string>;
}

const UNAUTHENTICATED = '16';

/** A proxy with TLS before a hub, as a load balancer is one: it looks at certificates and keys, and hands calls on. */
export async function openDoor(options: DoorOptions): Promise<Door> {
  const { certificates, to, bearer, requireClientCert = false } = options;
  const shown = new Set<string>();
  const upstream = connect(`http://${to}`);
  upstream.on('error', () => undefined); // The calls under way are told.
  const server = createSecureServer({
    cert: await readFile(certificates.server.cert),
    key: await readFile(certificates.server.key),
    ca: await readFile(certificates.ca),
    requestCert: requireClientCert,
    rejectUnauthorized: requireClientCert,
  });
  server.on('secureConnection', (socket: TLSSocket) => {
    const { subject } = socket.getPeerCertificate() as { subject?: { CN?: string } };
    if (subject?.CN !== undefined) shown.add(subject.CN);
  });
  server.on('sessionError', () => undefined);
  server.on('stream', (stream, headers) => {
    stream.on('error', () => undefined);
    if (bearer !== undefined && headers.authorization !== `Bearer ${bearer}`) refuse(stream);
    else handOn(stream, headers);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  function handOn(stream: ServerHttp2Stream, headers: IncomingHttpHeaders): void {
    const call = upstream.request(headers);
    call.on('error', () => stream.close(constants.NGHTTP2_INTERNAL_ERROR));
    call.once('response', (answer) => {
      stream.respond(answer, { waitForTrailers: true });
      call.pipe(stream, { end: true });
    });
    let trailers: IncomingHttpHeaders = {};
    call.once('trailers', (found: IncomingHttpHeaders) => (trailers = found));
    stream.once('wantTrailers', () => stream.sendTrailers(trailers));
    stream.once('close', () => call.close());
    stream.pipe(call);
  }

  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    shown,
    async [Symbol.asyncDispose]() {
      upstream.destroy();
      server.close();
    },
  };
}

function refuse(stream: ServerHttp2Stream): void {
  const status = { ':status': 200, 'content-type': 'application/grpc+proto' };
  stream.respond(
    { ...status, 'grpc-status': UNAUTHENTICATED, 'grpc-message': 'no valid key' },
    { endStream: true },
  );
}
