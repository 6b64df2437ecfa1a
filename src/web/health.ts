import type { FastifyPluginAsync } from 'fastify';

/** Whether the hub can do its work now. */
export interface Readiness {
  readonly ready: boolean;
  /** What stands in the way, a sentence each; empty when ready. */
  readonly reasons: readonly string[];
}

export interface HealthPort {
  readiness(): Promise<Readiness>;
}

const open = { config: { access: { role: null } } } as const;

/**
 * For orchestrators: `/healthz` answers while the process does, so that a restart cures what keeps it from answering; `/readyz`
 * only while servers it needs are there too.
 */
export function healthRoutes(health: HealthPort): FastifyPluginAsync {
  return async (server) => {
    server.get('/healthz', open, async () => ({ status: 'ok' }));
    server.get('/readyz', open, async (_request, reply) => {
      const readiness = await health.readiness();
      return reply.code(readiness.ready ? 200 : 503).send(readiness);
    });
  };
}
