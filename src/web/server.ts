import type { AddressInfo } from 'node:net';
import type { FastifyError, FastifyInstance, FastifyPluginAsync } from 'fastify';
import fastify from 'fastify';
import type { GuardPort, TlsPort } from '../domain/index.ts';
import { everyoneIsAdmin, Failure, hostOf, requireSafe } from '../domain/index.ts';
import { guardRoutes } from './gate.ts';
import { describeRoutes } from './openapi.ts';
import { failureOf, isRefusal, sendProblem, sendRefusal } from './problem.ts';
import { Sessions } from './sessions.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** Who signed in with a browser. */
    sessions: Sessions;
  }
}

export interface WebOptions {
  /** Host and port, on loopback unless there are TLS and a guard; port 0 takes a free one. */
  readonly address: string;
  /** Who may call. Default: whoever reaches it, as admin. */
  readonly guard?: GuardPort;
  /** Default: without TLS. */
  readonly tls?: TlsPort;
  /** What is served; each a room of its own, of which none knows another. */
  readonly routes: readonly FastifyPluginAsync[];
  /** Told of each defect (INTERNAL) that a caller met, for the log. Default: nobody. */
  readonly onDefect?: (failure: Failure, route: string) => void;
}

/** The HTTP server at work. */
export interface WebServer {
  /** Where it listens, host and port. */
  readonly address: string;
  /** Takes no more calls and lets those at work finish for so long; then cuts them off. Called again, it waits for the first. */
  stop(graceMs: number): Promise<void>;
}

/** A route that takes more says so. */
const BODY_LIMIT_BYTES = 1024 * 1024;
/** A slow sender must not hold a connection for ever. Long enough for a streamed body, whose route looks for silence itself. */
const REQUEST_TIMEOUT_MS = 600_000;

/**
 * Serves the routes behind the guard.
 * @throws Failure SETUP_FAILED when the address is not safe, malformed or taken
 */
export async function serveWeb(options: WebOptions): Promise<WebServer> {
  const { address, guard = everyoneIsAdmin, tls, routes, onDefect = () => undefined } = options;
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
  server.setNotFoundHandler(async (request, reply) => {
    const message = `There is nothing at ${request.method} ${request.url.slice(0, 200)}.`;
    return sendProblem(reply, new Failure('NOT_FOUND', { message }));
  });
  const sessions = new Sessions({ secure: tls !== undefined });
  server.decorate('sessions', sessions);
  guardRoutes(server, guard, sessions);
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

/** Without what was asked: a query may hold the code of a sign-in. */
function pathOf(url: string): string {
  const [path = ''] = url.split('?', 1);
  return path;
}

function createServer(tls: TlsPort | undefined): FastifyInstance {
  const common = {
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    // Waiting connections end at once when the server stops; those at work may finish.
    forceCloseConnections: 'idle',
    // Proxies are believed by the guard alone, which knows them.
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

/** TLS 1.2 or newer, which is Node's own lower bound. */
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
    const { code, message } = error as NodeJS.ErrnoException;
    const reason = code === 'EADDRINUSE' ? 'the port is in use' : message;
    throw new Failure('SETUP_FAILED', {
      message: `The HTTP server cannot listen on ${address}: ${reason}. Stop who uses it, or choose another by hub.http.address.`,
      cause: error,
    });
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
