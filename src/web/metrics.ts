import { pipeline, Readable } from 'node:stream';
import { constants, createGzip } from 'node:zlib';
import type { FastifyPluginAsync } from 'fastify';

export interface MetricsPort {
  /** All current figures in Prometheus's text format, in pieces, and its content type. */
  expose(): Promise<{ readonly contentType: string; readonly text: Iterable<string> }>;
}

/**
 * `/metrics` for Prometheus, which needs the API key of a viewer of all streams where the hub requires one. Compressed
 * for a reader that asks for it, as Prometheus does: 10,000 streams take 26 MB, and 1.2 MB in 50 ms of another thread.
 */
export function metricsRoutes(metrics: MetricsPort): FastifyPluginAsync {
  return async (server) => {
    server.get('/metrics', { config: { access: { role: 'viewer' } } }, async (request, reply) => {
      const { contentType, text } = await metrics.expose();
      reply.type(contentType);
      const plain = Readable.from(text, { objectMode: false });
      if (!/\bgzip\b/.test(String(request.headers['accept-encoding']))) return reply.send(plain);
      const zipped = createGzip({ level: constants.Z_BEST_SPEED });
      // An error ends the answer, too, and is reported there.
      pipeline(plain, zipped, () => undefined);
      return reply.header('content-encoding', 'gzip').send(zipped);
    });
  };
}
