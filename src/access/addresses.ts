import { BlockList, isIP } from 'node:net';

/** A set of networks, given in CIDR notation. */
export class Networks {
  readonly #list = new BlockList();
  readonly isEmpty: boolean;

  /** @param cidrs each valid according to `isCidr` */
  constructor(cidrs: readonly string[]) {
    this.isEmpty = cidrs.length === 0;
    for (const cidr of cidrs) {
      const { address, prefix, family } = parseCidr(cidr) ?? {};
      if (address === undefined || prefix === undefined) throw new TypeError(`not a CIDR: ${cidr}`);
      this.#list.addSubnet(address, prefix, family);
    }
  }

  has(address: string): boolean {
    const family = isIP(address);
    return family !== 0 && this.#list.check(address, family === 4 ? 'ipv4' : 'ipv6');
  }
}

export const loopback = new Networks(['127.0.0.0/8', '::1']);

/** Whether a text is a network or a single address, such as `10.0.0.0/8`, `2001:db8::/32`, `192.0.2.7`. */
export function isCidr(text: string): boolean {
  return parseCidr(text) !== null;
}

function parseCidr(text: string) {
  const [address = '', prefixText, ...more] = text.split('/');
  const version = isIP(address);
  if (version === 0 || more.length > 0 || address.includes('%')) return null;
  const bits = version === 4 ? 32 : 128;
  const prefix = prefixText === undefined ? bits : Number(prefixText);
  if (prefixText !== undefined && !/^\d{1,3}$/.test(prefixText)) return null;
  if (prefix > bits) return null;
  return { address, prefix, family: version === 4 ? ('ipv4' as const) : ('ipv6' as const) };
}

/**
 * Returns the canonical spelling of an address: IPv4 instead of its IPv6 form, without brackets, port and zone. Null if
 * it is not an address.
 */
export function plainAddress(text: string): string | null {
  const bare = text
    .trim()
    .replace(/^\[(.*)\](:\d+)?$/, '$1')
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
    .replace(/%.*$/, '')
    .replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');
  return isIP(bare) === 0 ? null : bare.toLowerCase();
}

/**
 * Returns the origin of a call. The proxies' list is read from the right and believed as long as the writer of an entry
 * is trusted; a caller behind the last trusted proxy could have written the rest.
 */
export function originOf(peer: string, forwardedFor: string | null, trusted: Networks): string {
  let origin = plainAddress(peer) ?? 'unknown';
  const hops = forwardedFor?.split(',') ?? [];
  while (hops.length > 0 && trusted.has(origin)) {
    const next = plainAddress(hops.pop() ?? '');
    if (next === null) return origin;
    origin = next;
  }
  return origin;
}

/** Returns the group that the limit per address counts by: the owner of one IPv6 address usually owns its whole /64. */
export function addressGroup(address: string): string {
  if (isIP(address) !== 6) return address;
  const [head = '', tail] = address.split('::');
  const left = head.split(':').filter((part) => part !== '');
  const right = tail?.split(':').filter((part) => part !== '') ?? [];
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0');
  const groups = tail === undefined ? left : [...left, ...zeros, ...right];
  return `${groups
    .slice(0, 4)
    .map((part) => Number.parseInt(part, 16).toString(16))
    .join(':')}::/64`;
}

/** Whether a URL points to this machine. */
export function isLoopbackUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { hostname } = new URL(text);
  return hostname === 'localhost' || loopback.has(plainAddress(hostname) ?? '');
}
