import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AuditEntry, JsonObject } from '../../domain/index.ts';
import type { Credentials, SessionOptions } from '../sessions.ts';
import type { DashboardPort } from './port.ts';
import { whileOpen } from './while-open.ts';

/** As the audit log calls it. */
const SIGN_IN = 'Dashboard/SignIn';

/**
 * Begins a session for whoever shows this, if the gate of the control API lets him look: so one who is refused stands in the
 * audit log, as does one who signs in.
 * @returns who he is, as `AccessService/WhoAmI` tells it @throws Failure as that call ends
 */
export async function openSession(
  dashboard: DashboardPort,
  request: FastifyRequest,
  reply: FastifyReply,
  credentials: Credentials,
  options: SessionOptions = {},
): Promise<JsonObject> {
  const { authorization } = credentials;
  const answer = await dashboard.call({
    method: 'AccessService/WhoAmI',
    request: {},
    attempt: { ...request.attempt(), authorization },
    signal: whileOpen(reply),
  });
  const { name, proof } = answer as { readonly name: string; readonly proof: string };
  await dashboard.note({
    ...entryOf(request),
    who: name,
    by: proofs[proof] ?? null,
    outcome: 'done',
    code: null,
  });
  reply.header('set-cookie', request.server.sessions.begin(credentials, options));
  return answer;
}

/** What all sign-ins have in common for the audit log. */
export function entryOf(request: FastifyRequest) {
  const what = { method: SIGN_IN, subject: null, before: null, after: null };
  return { atMs: Date.now(), address: request.callerAddress, ...what };
}

const proofs: Readonly<Record<string, AuditEntry['by']>> = {
  PROOF_LOOPBACK: 'loopback',
  PROOF_API_KEY: 'api-key',
  PROOF_OAUTH: 'oauth',
  PROOF_CERTIFICATE: 'certificate',
};
