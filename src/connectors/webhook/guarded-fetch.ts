import { lookup as systemLookup } from 'node:dns';
import type { LookupAddress, LookupOptions } from 'node:dns';
import { isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import { Agent, fetch } from 'undici';
import { Failure } from '../../connector-api/index.ts';
import type { SentRequest } from '../http/client.ts';
import { mayCall } from './addresses.ts';
import type { AllowPrivate } from './spec.ts';

/** Redirects that repeat the request unchanged; the others would turn it into a GET (RFC 9110, 15.4). */
const REPEATING: ReadonlySet<number> = new Set([307, 308]);

export interface GuardedFetchOptions {
  readonly allowPrivate: AllowPrivate;
  /** Maximum number of redirects followed. */
  readonly redirects: number;
  /** Names of headers, in lower case, that only the first origin gets. */
  readonly ownHeaders: ReadonlySet<string>;
  /** Looks names up; default: the system's lookup. */
  readonly lookup?: typeof systemLookup;
}

export interface GuardedFetch {
  fetch(url: URL, request: SentRequest): Promise<Response>;
  close(): Promise<void>;
}

/**
 * A `fetch` that connects to public addresses only. A name is looked up once per connection, and the checked address is the one
 * connected to: a name that resolves elsewhere a moment later (DNS rebinding) is checked again.
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
        // An unread body would keep its connection.
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
    message: `${from.origin} redirects to ${next.protocol}//${next.host}, which is less secure: the hub does not follow it.`,
  });
}

function without(names: ReadonlySet<string>, { headers }: SentRequest): Record<string, string> {
  const others = Object.entries(headers).filter(([name]) => !names.has(name.toLowerCase()));
  return Object.fromEntries(others);
}

/** An address in the URL itself is never looked up, so it is checked here. */
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
    message: `${hostname} is at ${addresses.join(', ')}, which is not a public address. If the subscriber belongs there, add its network to \`allowPrivate\`.`,
  });
}
