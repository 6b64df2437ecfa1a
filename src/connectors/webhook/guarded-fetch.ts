import { lookup as systemLookup } from 'node:dns';
import type { LookupAddress, LookupOptions } from 'node:dns';
import { isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import { Agent, fetch } from 'undici';
import { Failure } from '../../connector-api/index.ts';
import type { SentRequest } from '../http/client.ts';
import { mayCall } from './addresses.ts';
import type { AllowPrivate } from './spec.ts';

/** Those that repeat the request as it is; the others would make a GET of it (RFC 9110, 15.4). */
const REPEATING: ReadonlySet<number> = new Set([307, 308]);

export interface GuardedFetchOptions {
  readonly allowPrivate: AllowPrivate;
  /** Redirects followed at most. */
  readonly redirects: number;
  /** Names of headers, lower case, that only the first origin gets. */
  readonly ownHeaders: ReadonlySet<string>;
  /** How names are looked up; default: as the system does it. */
  readonly lookup?: typeof systemLookup;
}

export interface GuardedFetch {
  fetch(url: URL, request: SentRequest): Promise<Response>;
  close(): Promise<void>;
}

/**
 * A `fetch` that connects to public addresses only. A name is looked up once per connection, and what is checked is what is
 * connected to: a name that leads elsewhere a moment later (DNS rebinding) finds the same check again.
 */
export function guardedFetch(options: GuardedFetchOptions): GuardedFetch {
  const { allowPrivate, redirects, ownHeaders } = options;
  const lookup = guardedLookup(allowPrivate, options.lookup ?? systemLookup);
  const agent = new Agent({ connect: { lookup } });
  return {
    async fetch(first, request) {
      let url = first;
      for (let hops = 0; ; hops++) {
        checkLiteral(url, allowPrivate);
        const headers =
          url.origin === first.origin ? request.headers : without(ownHeaders, request);
        const response = (await fetch(url, {
          ...request,
          headers,
          dispatcher: agent,
        })) as unknown as Response;
        const next = hops < redirects ? nextHop(url, response) : null;
        if (next === null) return response;
        // Unread, it would keep its connection.
        await response.body?.cancel();
        requireSafeHop(url, next);
        url = next;
      }
    },
    close: () => agent.destroy(),
  };
}

function nextHop(from: URL, { status, headers }: Response): URL | null {
  const location = headers.get('location');
  if (!REPEATING.has(status) || location === null || !URL.canParse(location, from.href))
    return null;
  return new URL(location, from);
}

function requireSafeHop(from: URL, next: URL): void {
  if (next.protocol === from.protocol || next.protocol === 'https:') return;
  throw new Failure('TARGET_MISCONFIGURED', {
    message: `${from.origin} redirects to ${next.protocol}//${next.host}, which is less safe: the hub does not follow.`,
  });
}

function without(names: ReadonlySet<string>, { headers }: SentRequest): Record<string, string> {
  const others = Object.entries(headers).filter(([name]) => !names.has(name.toLowerCase()));
  return Object.fromEntries(others);
}

/** Nobody looks an address up that stands in the URL itself. */
function checkLiteral({ hostname }: URL, allow: AllowPrivate): void {
  const address = hostname.replace(/^\[|\]$/g, '');
  if (isIP(address) !== 0 && !mayCall(address, allow)) throw notPublic(hostname, [address]);
}

function guardedLookup(allow: AllowPrivate, lookup: typeof systemLookup): LookupFunction {
  return (hostname, options, callback) => {
    const all: LookupOptions & { readonly all: true } = { ...options, all: true };
    lookup(hostname, all, (error, addresses) => {
      if (error) return callback(error, '');
      const allowed = addresses.filter(({ address }) => mayCall(address, allow));
      const [first] = allowed;
      if (!first) return callback(notPublic(hostname, addresses.map(toText)), '');
      if (options.all) return callback(null, allowed);
      return callback(null, first.address, first.family);
    });
  };
}

function toText({ address }: LookupAddress): string {
  return address;
}

function notPublic(hostname: string, addresses: readonly string[]): Failure {
  return new Failure('TARGET_MISCONFIGURED', {
    message: `${hostname} is at ${addresses.join(', ')}, which is no public address. If the subscriber belongs there, name its network in \`allowPrivate\`.`,
  });
}
