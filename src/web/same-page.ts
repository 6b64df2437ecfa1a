import { isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';
import { Failure } from '../domain/index.ts';

/** Sent by the hub's own pages; a form on another site cannot send it, and its script may not. */
const PAGE_HEADER = 'x-stellwerk-page';
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * A browser sends its credentials whichever page makes the call. So a call that changes something must come from the hub's own
 * pages, by every sign that the browser gives. Other programs give no sign and need none.
 * @throws Failure PERMISSION_DENIED
 */
export function requireOwnPage({ method, headers }: FastifyRequest, bySession: boolean): void {
  if (SAFE.has(method)) return;
  const site = headers['sec-fetch-site'];
  // Older browsers send no site; behind a proxy the origin may differ from the host that arrives here.
  const own =
    site === undefined
      ? isOwnOrigin(headers.origin, headers.host)
      : site === 'same-origin' || site === 'none';
  if (!own) {
    throw denied('This call was made by a page of another site');
  }
  if (bySession && headers[PAGE_HEADER] === undefined) {
    throw denied(`A call in a session requires the header ${PAGE_HEADER}`);
  }
}

/**
 * Without authentication, a site whose name was made to resolve to this machine (DNS rebinding) would count as the hub's own.
 * @throws Failure PERMISSION_DENIED for a host that is neither an address nor localhost
 */
export function requireOwnName({ headers: { host = '' } }: FastifyRequest): void {
  const name = host.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
  if (isIP(name) !== 0 || name === 'localhost' || name.endsWith('.localhost')) return;
  throw denied(`Without hub.access this hub does not answer to the name "${name.slice(0, 100)}"`);
}

function isOwnOrigin(origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}

function denied(message: string): Failure {
  return new Failure('PERMISSION_DENIED', { message });
}
