import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { failureOf, sendProblem } from '../problem.ts';
import { judgedLater } from './access.ts';
import { entryOf, openSession } from './open-session.ts';
import type { DashboardPort, SignInPort } from './port.ts';
import { SignInCookies } from './sign-in-cookies.ts';

/** Where in the pages to continue; used after a `#`, so it cannot lead to another site. */
const PLACE = /^\/[\x21-\x7e]{0,1000}$/;

/**
 * Signing in through an OpenID Connect issuer. These are navigations of the browser, not calls of a page: each ends with a
 * redirect, and the reason for a refused sign-in waits in a cookie until the page asks for it.
 */
export function signInRoutes(
  server: FastifyInstance,
  dashboard: DashboardPort,
  signIn: SignInPort,
): void {
  const secure = signIn.publicUrl.startsWith('https:');
  const cookies = new SignInCookies(secure);

  server.get<{ Querystring: { to?: unknown } }>(
    '/api/sign-in',
    judgedLater,
    async ({ query: { to } }, reply) => {
      const place = typeof to === 'string' && PLACE.test(to) ? to : '/';
      try {
        const { url, ticket } = await signIn.begin(place);
        return sendOn(reply.header('set-cookie', cookies.keepTicket(ticket)), url);
      } catch (error) {
        return refuse(reply, error);
      }
    },
  );

  server.get('/api/sign-in/callback', judgedLater, async (request, reply) => {
    const [, query = ''] = request.url.split(/\?(.*)/s);
    reply.header('set-cookie', cookies.forgetTicket());
    try {
      const { place, signOutUrl, ...granted } = await finish(request, query);
      await openSession(dashboard, request, reply, granted, { signOutUrl, secure });
      return sendOn(reply, `${signIn.publicUrl}/#${place}`);
    } catch (error) {
      return refuse(reply, error);
    }
  });

  server.get('/api/sign-in/refusal', judgedLater, async ({ headers }, reply) => {
    const refusal = cookies.refusalIn(headers.cookie);
    reply.header('cache-control', 'no-store');
    if (!refusal) return reply.code(204).send();
    return sendProblem(reply.header('set-cookie', cookies.forgetRefusal()), refusal);
  });

  /** A sign-in that the issuer refuses does not reach the gate, which records the others, so it is recorded here. */
  async function finish(request: FastifyRequest, query: string) {
    try {
      return await signIn.finish(query, cookies.ticketIn(request.headers.cookie));
    } catch (error) {
      const { code } = failureOf(error);
      const stranger = { who: 'anonymous', by: null } as const;
      await dashboard.note({ ...entryOf(request), ...stranger, outcome: 'denied', code });
      throw error;
    }
  }

  function refuse(reply: FastifyReply, error: unknown): FastifyReply {
    const failure = failureOf(error);
    if (failure.code === 'INTERNAL') throw failure;
    reply.header('set-cookie', cookies.keepRefusal(failure));
    return sendOn(reply, `${signIn.publicUrl}/`);
  }
}

/** Redirects to another page. The current address, which may contain a code, is neither passed on nor cached. */
function sendOn(reply: FastifyReply, url: string): FastifyReply {
  return reply
    .headers({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' })
    .redirect(url, 303);
}
