import type { FastifyPluginAsync } from 'fastify';

/** Whether the hub can do its work now. */
export interface Readiness {
  readonly ready: boolean;
  /** What prevents it, one sentence each; empty when ready. */
  readonly reasons: readonly string[];
}

export interface HealthPort {
  readiness(): Promise<Readiness>;
}

const open = { config: { access: { role: null } } } as const;

/**
 * For orchestrators: `/healthz` answers as long as the process can, so that a restart cures a process that does not; `/readyz`
 * answers 200 only while the servers it needs are available too.
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
