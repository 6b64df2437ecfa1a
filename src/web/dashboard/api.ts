import type { FastifyInstance, FastifyReply } from 'fastify';
import type { JsonObject } from '../../domain/index.ts';
import { Failure } from '../../domain/index.ts';
import type { DashboardPort } from './port.ts';

/** Judged by the gate of the control API, or by what the call itself shows. */
const judgedLater = { config: { access: { role: null, byPage: true } } } as const;
/** And counted there. */
const countedLater = {
  config: { access: { ...judgedLater.config.access, ownLimits: true } },
} as const;
const viewers = { config: { access: { role: 'viewer' } } } as const;
/** An edited record may be as large as the bus takes. */
const BODY_LIMIT_BYTES = 2 * 1024 * 1024;

interface MethodRoute {
  Params: { service: string; method: string };
  Body: JsonObject | null;
}

/** `POST /api/<Service>/<Method>`: every method of the control API that answers once, with its roles and its audit log. */
export function callRoute(server: FastifyInstance, dashboard: DashboardPort): void {
  const options = { ...countedLater, bodyLimit: BODY_LIMIT_BYTES };
  server.post<MethodRoute>('/api/:service/:method', options, async (request, reply) => {
    const { service, method } = request.params;
    const answer = await dashboard.call({
      method: `${service}/${method}`,
      request: request.body ?? {},
      attempt: request.attempt(),
      signal: whileOpen(reply),
    });
    return reply.header('cache-control', 'no-store').send(answer);
  });
}

/** Signing in by a key, and out. The control API's gate judges the key, so a refused one stands in the audit log. */
export function sessionRoutes(server: FastifyInstance, dashboard: DashboardPort): void {
  server.post<{ Body: { key?: unknown } | null }>(
    '/api/session',
    judgedLater,
    async (request, reply) => {
      const { key } = request.body ?? {};
      if (typeof key !== 'string' || key === '') {
        throw new Failure('INVALID_REQUEST', { message: 'Signing in takes a key.' });
      }
      const authorization = `Bearer ${key}`;
      const attempt = { ...request.attempt(), authorization };
      const signal = whileOpen(reply);
      const who = { method: 'AccessService/WhoAmI', request: {}, attempt, signal };
      const answer = await dashboard.call(who);
      return reply.header('set-cookie', server.sessions.begin(authorization)).send(answer);
    },
  );
  // A page cannot see the cookie; it asks whether there is anything to sign out of.
  server.get('/api/session', judgedLater, async ({ headers }) => ({
    active: server.sessions.authorizationOf(headers.cookie) !== null,
  }));
  server.delete('/api/session', judgedLater, async ({ headers }, reply) =>
    reply.header('set-cookie', server.sessions.end(headers.cookie)).code(204).send(),
  );
}

/** `GET /api/trend?lane=<stream>/<connector>`: the last hour of a lane. */
export function trendRoute(server: FastifyInstance, dashboard: DashboardPort): void {
  server.get<{ Querystring: { lane?: string } }>(
    '/api/trend',
    viewers,
    async ({ query: { lane = '' }, caller }, reply) => {
      const seen = dashboard.seenBy(caller?.streams ?? null).lanes();
      const trend = seen.some(({ name }) => name === lane) ? dashboard.trend(lane) : null;
      if (trend) return reply.header('cache-control', 'no-store').send(trend);
      const message = `There is no lane "${lane.slice(0, 200)}".`;
      throw new Failure('NOT_FOUND', { message });
    },
  );
}

/** Aborts when the caller leaves before his answer. */
function whileOpen({ raw }: FastifyReply): AbortSignal {
  const left = new AbortController();
  raw.on('close', () => left.abort());
  return left.signal;
}
