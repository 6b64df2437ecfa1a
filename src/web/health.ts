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

/** Not counted: nobody may exhaust the limit of an address from which others ask whether the hub is alive. */
const open = { config: { access: { role: null, ownLimits: true, early: true } } } as const;

/**
 * For orchestrators: `/healthz` answers as long as the process can, so that a restart cures a process that does not; `/readyz`
 * answers 200 only while the servers it needs are available too.
 */
export function healthRoutes(health: HealthPort): FastifyPluginAsync {
  let checking: Promise<Readiness> | null = null;
  // One check for all who ask meanwhile, since they are not counted.
  const check = () => (checking ??= health.readiness().finally(() => (checking = null)));
  return async (server) => {
    server.get('/healthz', open, async () => ({ status: 'ok' }));
    server.get('/readyz', open, async (_request, reply) => {
      const readiness = await check();
      return reply.code(readiness.ready ? 200 : 503).send(readiness);
    });
  };
}
