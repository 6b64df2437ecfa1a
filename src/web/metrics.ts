import type { FastifyPluginAsync } from 'fastify';

export interface MetricsPort {
  /** All current figures in Prometheus's text format, and its content type. */
  expose(): Promise<{ readonly contentType: string; readonly text: string }>;
}

/** `/metrics` for Prometheus, which needs the API key of a viewer of all streams where the hub requires one. */
export function metricsRoutes(metrics: MetricsPort): FastifyPluginAsync {
  return async (server) => {
    server.get('/metrics', { config: { access: { role: 'viewer' } } }, async (_request, reply) => {
      const { contentType, text } = await metrics.expose();
      return reply.type(contentType).send(text);
    });
  };
}
