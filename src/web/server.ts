import type { AddressInfo } from 'node:net';
import type { FastifyError, FastifyInstance, FastifyPluginAsync } from 'fastify';
import fastify from 'fastify';
import type { Failure, GuardPort, TlsPort } from '../domain/index.ts';
import { Beginning, cannotListen, everyoneIsAdmin, hostOf, requireSafe } from '../domain/index.ts';
import { guardRoutes } from './gate.ts';
import { describeRoutes } from './openapi.ts';
import { failureOf, isRefusal, nothingAt, sendProblem, sendRefusal } from './problem.ts';
import { Sessions } from './sessions.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** Browser sessions. */
    sessions: Sessions;
  }
}

export interface WebOptions {
  /** Host and port, on loopback unless there are both TLS and a guard; port 0 picks a free one. */
  readonly address: string;
  /** Until it has begun, calls are refused as STARTING, except for routes that say otherwise. Default: it has begun. */
  readonly beginning?: Beginning;
  /** Who may call. Default: everyone who reaches it, as admin. */
  readonly guard?: GuardPort;
  /** Default: without TLS. */
  readonly tls?: TlsPort;
  /** What is served: independent plugins. */
  readonly routes: readonly FastifyPluginAsync[];
  /** Called for each defect (INTERNAL) that a caller met, for the log. Default: not logged. */
  readonly onDefect?: (failure: Failure, route: string) => void;
}

/** The running HTTP server. */
export interface WebServer {
  /** Where it listens, host and port. */
  readonly address: string;
  /** Accepts no more calls, lets running ones finish for `graceMs`, then cuts them off. A second call waits for the first. */
  stop(graceMs: number): Promise<void>;
}

/** A route that accepts more declares it. */
const BODY_LIMIT_BYTES = 1024 * 1024;
/** A slow sender must not hold a connection forever. Long enough for a streamed body, whose route detects silence itself. */
const REQUEST_TIMEOUT_MS = 600_000;

/**
 * Serves the routes behind the guard.
 * @throws Failure SETUP_FAILED when the address is unsafe, malformed or in use
 */
export async function serveWeb(options: WebOptions): Promise<WebServer> {
  const { address, guard = everyoneIsAdmin, tls, routes, onDefect = () => undefined } = options;
  const { beginning = Beginning.over() } = options;
  requireSafe('The HTTP server', address, {
    tls: tls !== undefined,
    guarded: options.guard !== undefined,
  });
  const server = createServer(tls);
  server.setErrorHandler(async (error: FastifyError, request, reply) => {
    if (isRefusal(error)) return sendRefusal(reply, error);
    const failure = failureOf(error);
    if (failure.code === 'INTERNAL') onDefect(failure, `${request.method} ${pathOf(request.url)}`);
    return sendProblem(reply, failure);
  });
  server.setNotFoundHandler(async (request, reply) => sendProblem(reply, nothingAt(request)));
  const sessions = new Sessions({ secure: tls !== undefined });
  server.decorate('sessions', sessions);
  guardRoutes(server, { guard, sessions, beginning });
  await describeRoutes(server);
  for (const route of routes) await server.register(route);
  await listen(server, address);
  const { port } = server.server.address() as AddressInfo;

  let stopped: Promise<void> | undefined;
  return {
    address: `${hostOf(address)}:${port}`,
    stop(graceMs) {
      stopped ??= close(server, graceMs);
      return stopped;
    },
  };
}

/** Omits the query, which may contain the code of a sign-in. */
function pathOf(url: string): string {
  const [path = ''] = url.split('?', 1);
  return path;
}

function createServer(tls: TlsPort | undefined): FastifyInstance {
  const common = {
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    // Idle connections are closed at once when the server stops; running calls may finish.
    forceCloseConnections: 'idle',
    // Only the guard evaluates proxy headers, because it knows the trusted proxies.
    trustProxy: false,
  } as const;
  if (!tls) return fastify(common);
  const server = fastify({
    ...common,
    https: {
      ...secureContext(tls),
      requestCert: tls.current().clientCa !== null,
      rejectUnauthorized: tls.requireClientCert,
    },
  });
  const https = server.server;
  const unsubscribe = tls.subscribe(() => https.setSecureContext(secureContext(tls)));
  server.addHook('onClose', async () => unsubscribe());
  return server;
}

/** TLS 1.2 or newer, which is Node's own minimum. */
function secureContext(tls: TlsPort) {
  const { cert, key, clientCa } = tls.current();
  return { cert, key, ...(clientCa === null ? {} : { ca: clientCa }) };
}

async function listen(server: FastifyInstance, address: string): Promise<void> {
  const host = hostOf(address).replace(/^\[(.*)\]$/, '$1');
  const port = Number(address.slice(address.lastIndexOf(':') + 1));
  try {
    await server.listen({ host, port });
  } catch (error) {
    throw cannotListen('The HTTP server', address, 'hub.http.address', error as Error);
  }
}

async function close(server: FastifyInstance, graceMs: number): Promise<void> {
  const cutOff = setTimeout(() => server.server.closeAllConnections(), graceMs);
  try {
    await server.close();
  } finally {
    clearTimeout(cutOff);
  }
}
