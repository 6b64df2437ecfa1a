import type { FastifyInstance } from 'fastify';
import { Failure } from '../../domain/index.ts';
import { judgedLater } from './access.ts';
import { openSession } from './open-session.ts';
import type { DashboardPort } from './port.ts';

/** Signing in with a key, and signing out. */
export function sessionRoutes(server: FastifyInstance, dashboard: DashboardPort): void {
  const { signIn } = dashboard;
  server.post<{ Body: { key?: unknown } | null }>(
    '/api/session',
    judgedLater,
    async (request, reply) => {
      const { key } = request.body ?? {};
      if (typeof key !== 'string' || key === '') {
        throw new Failure('INVALID_REQUEST', { message: 'Signing in requires a key.' });
      }
      const authorization = `Bearer ${key}`;
      // Behind a proxy that ends TLS only the browser knows that it uses TLS.
      const secure = request.headers.origin?.startsWith('https:') ?? false;
      const who = await openSession(dashboard, request, reply, { authorization }, { secure });
      return reply.send(who);
    },
  );
  // A page cannot see the cookie, so it asks whether there is a session to end, and how to sign in.
  server.get('/api/session', judgedLater, async ({ headers }) => ({
    active: server.sessions.authorizationOf(headers.cookie) !== null,
    signIn: signIn && { label: signIn.label, url: `${signIn.publicUrl}/api/sign-in` },
  }));
  server.delete('/api/session', judgedLater, async ({ headers }, reply) => {
    const { setCookie, signOutUrl } = server.sessions.end(headers.cookie);
    return reply.header('set-cookie', setCookie).send({ signOutUrl });
  });
}
