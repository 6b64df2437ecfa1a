import type { TLSSocket } from 'node:tls';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Beginning, CallAttempt, Caller, GuardPort, Role } from '../domain/index.ts';
import { everyoneIsAdmin, Failure } from '../domain/index.ts';
import { nothingAt } from './problem.ts';
import { requireOwnName, requireOwnPage } from './same-page.ts';
import type { Sessions } from './sessions.ts';

/** Who may call a route. Each route declares it in its `config`; one that does not is refused at start. */
export interface RouteAccess {
  /** The role that a caller needs; null for a route that is open to every allowed address, or that checks its own proof. */
  readonly role: Role | null;
  /** Whether callers limited to streams may call it. It must then show them nothing else. Default: they may not. */
  readonly limited?: boolean;
  /** The route has limits of its own instead of `hub.access.limits`: a shop sends more webhooks than a person makes calls. */
  readonly ownLimits?: boolean;
  /** Called by the hub's own pages: then even an open hub must be addressed by its own name. */
  readonly byPage?: boolean;
  /** The route answers while the hub is starting. */
  readonly early?: boolean;
}

export interface GateParts {
  readonly guard: GuardPort;
  readonly sessions: Sessions;
  readonly beginning: Beginning;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: RouteAccess;
  }
  interface FastifyRequest {
    /** Who calls; null on routes that are open to all. */
    caller: Caller | null;
    /** Where the call comes from, as far as proxies may be trusted. */
    callerAddress: string;
    /** Who that address stands for, for limits per sender. */
    sender: string;
    /** The call as a guard sees it now: a session may have ended meanwhile. */
    attempt: () => CallAttempt;
    /** For calls that last: throws when the caller may no longer call this route. A reason that passes ends none. */
    askAgain: () => Promise<void>;
  }
}

/** Puts the guard, the same as for the control API, before every route of the server. */
export function guardRoutes(
  server: FastifyInstance,
  { guard, sessions, beginning }: GateParts,
): void {
  server.decorateRequest('caller', null);
  server.decorateRequest('callerAddress', '');
  server.decorateRequest('sender', '');
  server.decorateRequest('attempt');
  server.decorateRequest('askAgain');
  server.addHook('onRoute', ({ url, config }) => {
    if (config?.access === undefined) throw new TypeError(`${url} does not say who may call it`);
  });
  // Before the body is read, so that unauthorised callers cost nothing.
  server.addHook('onRequest', async (request) => {
    const {
      role = 'admin',
      limited = false,
      ownLimits = false,
      byPage = false,
      early = false,
    } = request.routeOptions.config.access ?? {};
    if (!early) beginning.requireBegun();
    const needed = request.is404 ? null : role;
    const decide = async (countedElsewhere: boolean) => {
      if (request.headers.authorization === undefined) {
        await sessions.keepFresh(request.headers.cookie);
      }
      const attempt = { ...request.attempt(), countedElsewhere };
      const decision = await guard.decide(attempt, needed);
      if (decision.refusal) throw decision.refusal;
      if (decision.caller?.streams && !limited) throw beyondStreams();
      return decision;
    };
    request.attempt = () => attemptOf(request, sessions);
    request.askAgain = async () => {
      try {
        // Not counted again: a caller over the limit of its address would be refused for that, which ends no call.
        await decide(true);
      } catch (error) {
        if (!Failure.from(error).retryable) throw error;
      }
    };
    if (guard === everyoneIsAdmin && (needed !== null || byPage)) requireOwnName(request);
    requireOwnPage(request, isBySession(request, sessions));
    const { address, sender, caller } = await decide(ownLimits);
    request.callerAddress = address;
    request.sender = sender;
    request.caller = caller;
    // Before fastify reads the body for its own answer.
    if (request.is404) throw nothingAt(request);
  });
}

function beyondStreams(): Failure {
  const message =
    'This caller is limited to certain streams, and the call is about more than those';
  return new Failure('PERMISSION_DENIED', { message });
}

function isBySession({ headers }: FastifyRequest, sessions: Sessions): boolean {
  return headers.authorization === undefined && sessions.authorizationOf(headers.cookie) !== null;
}

function attemptOf(request: FastifyRequest, sessions: Sessions): CallAttempt {
  const { headers, socket } = request;
  const forwarded = headers['x-forwarded-for'];
  return {
    peerAddress: socket.remoteAddress ?? 'unknown',
    ownAddress: socket.localAddress ?? 'unknown',
    forwardedFor: Array.isArray(forwarded) ? forwarded.join(',') : (forwarded ?? null),
    authorization: headers.authorization ?? sessions.authorizationOf(headers.cookie),
    certificateName: certificateName(socket as TLSSocket),
  };
}

function certificateName(socket: Partial<TLSSocket>): string | null {
  if (socket.authorized !== true) return null;
  const { CN } = socket.getPeerCertificate?.().subject ?? {};
  return typeof CN === 'string' ? CN : null;
}
