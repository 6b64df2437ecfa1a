import path from 'node:path';
import type { AccessSettings, TlsSettings } from '../../access/index.ts';
import { isLoopbackUrl } from '../../access/index.ts';
import { buildNetworks } from './build-networks.ts';
import type { RawAccess, RawTls } from './raw.ts';
import type { At, Report } from './report.ts';

/** Enough for a few watching screens and a script in a loop; far below what a hub can answer. */
const PER_IDENTITY = 6_000;
const PER_ADDRESS = 12_000;

/** Returns the TLS settings with absolute paths. */
export function buildTls(raw: RawTls, baseDir: string, report: Report): TlsSettings | null {
  const { cert, key, clientCa, requireClientCert = false } = raw;
  if (requireClientCert && clientCa === undefined) {
    const message = 'Client certificates are required, but no authority is named.';
    report.add(['hub', 'tls', 'requireClientCert'], 'tls', message, 'Add `clientCa`.');
  }
  if (cert === undefined || key === undefined) return null; // Reported by the schema.
  const file = (name: string) => path.resolve(baseDir, name);
  return {
    cert: file(cert),
    key: file(key),
    clientCa: clientCa === undefined ? null : file(clientCa),
    requireClientCert,
  };
}

/** Returns who may call, with defaults filled in. */
export function buildAccess(
  raw: RawAccess,
  tls: TlsSettings | null,
  report: Report,
): AccessSettings {
  const at = ['hub', 'access'];
  const { apiKeys = true, certificates = [], limits } = raw;
  if (certificates.length > 0 && tls?.clientCa == null) {
    const message = 'Client certificates need the authority that signed them.';
    report.add([...at, 'certificates'], 'tls', message, 'Name it by `hub.tls.clientCa`.');
  }
  if (!apiKeys && !raw.oauth && certificates.length === 0) {
    const message = 'Nobody could call the hub: there is no way to authenticate.';
    report.add(at, 'access', message, 'Add `oauth` or `certificates`, or allow `apiKeys`.');
  }
  return {
    apiKeys,
    oauth: buildOAuth(raw.oauth, [...at, 'oauth'], report),
    certificates: certificates.map((entry) => ({ ...entry, streams: entry.streams ?? null })),
    allow: buildNetworks(raw.allow, [...at, 'allow'], report),
    trustedProxies: buildNetworks(raw.trustedProxies, [...at, 'trustedProxies'], report),
    limits: {
      perIdentity: limits?.perIdentity ?? PER_IDENTITY,
      perAddress: limits?.perAddress ?? PER_ADDRESS,
    },
  };
}

function buildOAuth(raw: RawAccess['oauth'], at: At, report: Report): AccessSettings['oauth'] {
  if (raw?.issuer === undefined || raw.audience === undefined) return null;
  const { issuer, audience, jwksUrl = null, rolesClaim = 'roles' } = raw;
  for (const [name, url] of Object.entries({ issuer, jwksUrl })) {
    if (url === null || isLoopbackUrl(url)) continue;
    if (/^https:/.test(url) && URL.canParse(url)) continue;
    const message = 'Without TLS an attacker on the network could replace these keys.';
    report.add([...at, name], 'url', message, 'Write an https URL.');
  }
  return { issuer, audience, jwksUrl, rolesClaim };
}
