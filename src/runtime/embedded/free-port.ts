import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { Failure } from '../../domain/index.ts';

/** The only address that embedded servers listen on. */
export const LOOPBACK = '127.0.0.1';

/**
 * Returns the port set by a variable, or a free one. Another process may take a free port before the server starts, so
 * the caller retries with another when the server finds it taken.
 * @throws Failure SETUP_FAILED when the variable is not a port
 */
export async function choosePort(env: NodeJS.ProcessEnv, variable: string): Promise<number> {
  const wanted = env[variable];
  if (!wanted) return freePort();
  const port = Number(wanted);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Failure('SETUP_FAILED', {
    message: `${variable} is "${wanted}", which is not a port: set a number from 1 to 65535, or unset it for a free port.`,
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  server.once('error', reject);
  server.listen(0, LOOPBACK, () => resolve((server.address() as AddressInfo).port));
  try {
    return await promise;
  } finally {
    server.close();
  }
}
