import ipaddr from 'ipaddr.js';
import type { AllowPrivate } from './spec.ts';

/** The one part of IPv6 that is given to the public (RFC 4291, 2.4; IANA's registry). */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');
/** Public by its number, but it answers inside of Azure's machines only: their metadata and DNS. */
const AZURE_PLATFORM = '168.63.129.16';

/**
 * Whether an address may be called: a public one, or one that is allowed by name of its network. What is not known to be public is
 * not: loopback, private, link-local with the clouds' metadata services, unique-local, carrier NAT, multicast, reserved and
 * documentation networks, and IPv6 forms that carry an IPv4 address through a gateway (6to4, Teredo, NAT64).
 */
export function mayCall(address: string, allow: AllowPrivate): boolean {
  if (!ipaddr.isValid(address)) return false;
  // An IPv4 address in IPv6 clothes is connected to as IPv4, and judged as such.
  const plain = ipaddr.process(address);
  if (isPublic(plain) || allow === true) return true;
  return allow !== false && allow.some((network) => isWithin(plain, network));
}

function isPublic(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  if (address.range() !== 'unicast') return false;
  return address instanceof ipaddr.IPv6
    ? address.match(GLOBAL_UNICAST)
    : address.toString() !== AZURE_PLATFORM;
}

function isWithin(address: ipaddr.IPv4 | ipaddr.IPv6, network: string): boolean {
  const [base, bits] = ipaddr.parseCIDR(network);
  return base.kind() === address.kind() && address.match([base, bits] as [typeof address, number]);
}

/** Whether this is a network in CIDR form. */
export function isNetwork(text: string): boolean {
  return ipaddr.isValidCIDR(text);
}
