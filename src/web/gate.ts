import type { TLSSocket } from 'node:tls';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { CallAttempt, Caller, GuardPort, Role } from '../domain/index.ts';

/** Who may call a route. Each route says it in its `config`; one that does not is refused at start. */
export interface RouteAccess {
  /** What a caller has to be; null for a route that is open to every allowed address, or that judges by its own proof. */
  readonly role: Role | null;
  /** The route keeps limits of its own, beyond those of `hub.access.limits`: a shop sends more webhooks than a person calls. */
  readonly ownLimits?: boolean;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: RouteAccess;
  }
  interface FastifyRequest {
    /** Who calls; null on routes that are open to all. */
    caller: Caller | null;
    /** Where the call comes from, as far as proxies may be believed. */
    callerAddress: string;
  }
}

/** Puts the guard, the same as the control API's, before every route of the server. */
export function guardRoutes(server: FastifyInstance, guard: GuardPort): void {
  server.decorateRequest('caller', null);
  server.decorateRequest('callerAddress', '');
  server.addHook('onRoute', ({ url, config }) => {
    if (config?.access === undefined) throw new TypeError(`${url} does not say who may call it`);
  });
  // Before the body is read: a stranger's bytes cost nothing.
  server.addHook('onRequest', async (request) => {
    const { role = 'admin', ownLimits = false } = request.routeOptions.config.access ?? {};
    const attempt = { ...attemptOf(request), countedElsewhere: ownLimits };
    const decision = await guard.decide(attempt, request.is404 ? null : role);
    request.callerAddress = decision.address;
    if (decision.refusal) throw decision.refusal;
    request.caller = decision.caller;
  });
}

function attemptOf(request: FastifyRequest): CallAttempt {
  const { headers, socket } = request;
  const forwarded = headers['x-forwarded-for'];
  return {
    peerAddress: socket.remoteAddress ?? 'unknown',
    ownAddress: socket.localAddress ?? 'unknown',
    forwardedFor: Array.isArray(forwarded) ? forwarded.join(',') : (forwarded ?? null),
    authorization: headers.authorization ?? null,
    certificateName: certificateName(socket as TLSSocket),
  };
}

function certificateName(socket: Partial<TLSSocket>): string | null {
  if (socket.authorized !== true) return null;
  const { CN } = socket.getPeerCertificate?.().subject ?? {};
  return typeof CN === 'string' ? CN : null;
}
