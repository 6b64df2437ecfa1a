import { BlockList, isIP } from 'node:net';
import { Failure } from './failure.ts';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Returns the host of a listen address, in the form used in URLs. */
export function hostOf(address: string): string {
  return address.slice(0, address.lastIndexOf(':'));
}

/** How one of the hub's servers is protected. */
export interface Locks {
  readonly tls: boolean;
  /** Whether callers must authenticate. */
  readonly guarded: boolean;
}

/**
 * Checks that a server without both locks listens on loopback only.
 * @param what the server's name, such as `The control API`
 * @throws Failure SETUP_FAILED
 */
export function requireSafe(what: string, address: string, { tls, guarded }: Locks): void {
  const [, bracketed, plain, port] = /^(?:\[(.+)\]|([^:]+)):(\d{1,5})$/.exec(address) ?? [];
  const host = bracketed ?? plain;
  if (host === undefined || Number(port) > 65_535) {
    throw new Failure('SETUP_FAILED', {
      message: `${what} cannot listen on "${address}": give host and port, as in 127.0.0.1:7443; port 0 takes a free one.`,
    });
  }
  if (host === 'localhost' || isLoopback(host) || (tls && guarded)) return;
  const missing = [tls ? '' : 'TLS (hub.tls)', guarded ? '' : 'authentication (hub.access)'];
  throw new Failure('SETUP_FAILED', {
    message: `${what} does not listen on "${address}": without ${missing.filter((lock) => lock !== '').join(' and ')} only loopback is safe. Configure it, or use 127.0.0.1:${port}.`,
  });
}

/**
 * Returns the failure of a server that could not take its address.
 * @param setting of the configuration, such as `hub.grpc.address`
 */
export function cannotListen(
  what: string,
  address: string,
  setting: string,
  cause: Error,
): Failure {
  const another = `set another address as ${setting}`;
  const why = cause.message.includes('EADDRINUSE')
    ? `the port is in use, perhaps by another hub. Stop the process that holds it, or ${another}`
    : `${cause.message}. Correct that, or ${another}`;
  return new Failure('SETUP_FAILED', {
    message: `${what} cannot listen on ${address}: ${why}.`,
    cause,
  });
}

/** Whether a call to this address stays on this machine. */
export function leadsToLoopback(address: string): boolean {
  const host = hostOf(address).replace(/^\[(.*)\]$/, '$1');
  return host === 'localhost' || isLoopback(host);
}

function isLoopback(host: string): boolean {
  const family = isIP(host);
  return family !== 0 && loopback.check(host, family === 4 ? 'ipv4' : 'ipv6');
}
