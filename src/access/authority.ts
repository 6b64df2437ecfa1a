import { randomBytes, webcrypto } from 'node:crypto';
import { isIP } from 'node:net';

const DAY_MS = 24 * 3_600_000;
const AUTHORITY_MS = 3_650 * DAY_MS;
/** The longest validity that all clients accept; Apple's allow no more. */
const CERTIFICATE_MS = 825 * DAY_MS;
/** A clock that is slightly slow must not refuse a new certificate. */
const EARLIER_MS = 3_600_000;
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

/** A certificate and its private key as PEM texts. */
export interface PemPair {
  readonly cert: string;
  readonly key: string;
}

export interface CertificateWish {
  readonly commonName: string;
  /** Names and addresses of a server; empty for a client. */
  readonly hosts: readonly string[];
}

/** Creates a certificate authority for development. Anyone with its key can impersonate any server or caller. */
export async function makeAuthority(): Promise<PemPair> {
  const x509 = await loadLibrary();
  const keys = await makeKeys();
  const { BasicConstraintsExtension, KeyUsageFlags, KeyUsagesExtension } = x509;
  const usages = KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign;
  const cert = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: [{ CN: ['Stellwerk development authority'] }],
    ...validFor(AUTHORITY_MS),
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(usages, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { cert: `${cert.toString('pem')}\n`, key: await privatePem(keys) };
}

/** Creates a certificate signed by the authority: for a server if it has hosts, otherwise for a client. */
export async function makeCertificate(
  authority: PemPair,
  { commonName, hosts }: CertificateWish,
): Promise<PemPair> {
  const x509 = await loadLibrary();
  const issuer = new x509.X509Certificate(authority.cert);
  const keys = await makeKeys();
  const { serverAuth, clientAuth } = x509.ExtendedKeyUsage;
  const names = hosts.map((host) => ({
    type: isIP(host) === 0 ? ('dns' as const) : ('ip' as const),
    value: host,
  }));
  const cert = await x509.X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    issuer: issuer.subject,
    subject: [{ CN: [commonName] }],
    ...validFor(CERTIFICATE_MS),
    signingAlgorithm: ALGORITHM,
    publicKey: keys.publicKey,
    signingKey: await readPrivatePem(authority.key),
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([hosts.length > 0 ? serverAuth : clientAuth]),
      ...(names.length > 0 ? [new x509.SubjectAlternativeNameExtension(names)] : []),
      await x509.AuthorityKeyIdentifierExtension.create(issuer),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { cert: `${cert.toString('pem')}\n`, key: await privatePem(keys) };
}

/** Loaded only when certificates are created. */
async function loadLibrary() {
  await import('reflect-metadata');
  const x509 = await import('@peculiar/x509');
  x509.cryptoProvider.set(webcrypto);
  return x509;
}

/** Positive, and long enough to be unique. */
function serialNumber(): string {
  return `01${randomBytes(15).toString('hex')}`;
}

function validFor(millis: number) {
  const now = Date.now();
  return { notBefore: new Date(now - EARLIER_MS), notAfter: new Date(now + millis) };
}

function makeKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
}

async function privatePem({ privateKey }: webcrypto.CryptoKeyPair): Promise<string> {
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', privateKey));
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN PRIVATE KEY-----', ...lines, '-----END PRIVATE KEY-----', ''].join('\n');
}

function readPrivatePem(pem: string): Promise<webcrypto.CryptoKey> {
  const der = Buffer.from(pem.replace(/-----[^-]+-----/g, ''), 'base64');
  return webcrypto.subtle.importKey('pkcs8', der, ALGORITHM, false, ['sign']);
}
