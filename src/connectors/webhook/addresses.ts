import ipaddr from 'ipaddr.js';
import type { AllowPrivate } from './spec.ts';

/** The only part of IPv6 assigned for public use (RFC 4291, 2.4; IANA's registry). */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');
/** A public address that answers only inside Azure's machines: their metadata and DNS. */
const AZURE_PLATFORM = '168.63.129.16';

/**
 * Whether an address may be called: a public address, or one that `allow` permits. Anything not known to be public is refused:
 * loopback, private, link-local including the clouds' metadata services, unique-local, carrier NAT, multicast, reserved and
 * documentation networks, and IPv6 forms that carry an IPv4 address through a gateway (6to4, Teredo, NAT64).
 */
export function mayCall(address: string, allow: AllowPrivate): boolean {
  if (!ipaddr.isValid(address)) return false;
  // An IPv4-mapped IPv6 address is connected to as IPv4, so it is checked as IPv4.
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
