import { BlockList, isIP } from 'node:net';
import { Failure } from '../domain/index.ts';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** The host of a listening address, in the form that URLs have it. */
export function hostOf(address: string): string {
  return address.slice(0, address.lastIndexOf(':'));
}

/**
 * The control API has neither TLS nor authentication yet, so it listens where only this machine can reach it.
 * @throws Failure SETUP_FAILED
 */
export function requireLoopback(address: string): void {
  const [, bracketed, plain, port] = /^(?:\[(.+)\]|([^:]+)):(\d{1,5})$/.exec(address) ?? [];
  const host = bracketed ?? plain;
  if (host === undefined || Number(port) > 65_535) {
    throw new Failure('SETUP_FAILED', {
      message: `The control API cannot listen on "${address}": write host and port, as in 127.0.0.1:7443, or port 0 for a free one.`,
    });
  }
  if (host === 'localhost' || isLoopback(host)) return;
  throw new Failure('SETUP_FAILED', {
    message: `The control API does not listen on "${address}": without TLS and authentication only loopback is safe. Use 127.0.0.1:${port}.`,
  });
}

function isLoopback(host: string): boolean {
  const family = isIP(host);
  return family !== 0 && loopback.check(host, family === 4 ? 'ipv4' : 'ipv6');
}
