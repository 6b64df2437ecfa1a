import type { FastifyInstance } from 'fastify';
import type { JsonObject } from '../../domain/index.ts';
import { Failure } from '../../domain/index.ts';
import { judgedLater } from './access.ts';
import type { DashboardPort } from './port.ts';
import { whileOpen } from './while-open.ts';

/** The control API's gate also counts these calls. */
const countedLater = {
  config: { access: { ...judgedLater.config.access, ownLimits: true } },
} as const;
const viewers = { config: { access: { role: 'viewer', limited: true } } } as const;
/** An edited record may be as large as the bus accepts. */
const BODY_LIMIT_BYTES = 2 * 1024 * 1024;

interface MethodRoute {
  Params: { service: string; method: string };
  Body: JsonObject | null;
}

/** `POST /api/<Service>/<Method>`: every unary method of the control API, with its roles and its audit log. */
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
