import { isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';
import { Failure } from '../domain/index.ts';

/** Sent by the hub's own pages; a form of another page cannot, and its script may not. */
const PAGE_HEADER = 'x-stellwerk-page';
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * A browser shows its credentials whoever made it call. So what changes something must come from the hub's own pages, by every
 * sign that the browser gives; programs give none, and need none.
 * @throws Failure PERMISSION_DENIED
 */
export function requireOwnPage({ method, headers }: FastifyRequest, bySession: boolean): void {
  if (SAFE.has(method)) return;
  const site = headers['sec-fetch-site'];
  // Older browsers send no site; behind a proxy the origin may be another than the host that arrives here.
  const own =
    site === undefined
      ? isOwnOrigin(headers.origin, headers.host)
      : site === 'same-origin' || site === 'none';
  if (!own) {
    throw denied('This call was made by a page of another site');
  }
  if (bySession && headers[PAGE_HEADER] === undefined) {
    throw denied(`A call by a session takes the header ${PAGE_HEADER}`);
  }
}

/**
 * Where nobody has to say who he is, a page of a name that was made to point at this machine would count as the hub's own.
 * @throws Failure PERMISSION_DENIED for a host that is neither an address nor localhost
 */
export function requireOwnName({ headers: { host = '' } }: FastifyRequest): void {
  const name = host.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
  if (isIP(name) !== 0 || name === 'localhost' || name.endsWith('.localhost')) return;
  throw denied(`This hub does not go by the name "${name.slice(0, 100)}" without hub.access`);
}

function isOwnOrigin(origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}

function denied(message: string): Failure {
  return new Failure('PERMISSION_DENIED', { message });
}
