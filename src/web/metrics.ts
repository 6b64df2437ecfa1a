import type { FastifyPluginAsync } from 'fastify';

export interface MetricsPort {
  /** All figures as they are now, in Prometheus's text format, and the type that names it. */
  expose(): Promise<{ readonly contentType: string; readonly text: string }>;
}

/** `/metrics` for Prometheus, which shows an API key of a viewer where the hub asks for one. */
export function metricsRoutes(metrics: MetricsPort): FastifyPluginAsync {
  return async (server) => {
    server.get('/metrics', { config: { access: { role: 'viewer' } } }, async (_request, reply) => {
      const { contentType, text } = await metrics.expose();
      return reply.type(contentType).send(text);
    });
  };
}
