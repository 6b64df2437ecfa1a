import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AuditEntry, JsonObject } from '../../domain/index.ts';
import type { Credentials, SessionOptions } from '../sessions.ts';
import type { DashboardPort } from './port.ts';
import { whileOpen } from './while-open.ts';

/** The name of this action in the audit log. */
const SIGN_IN = 'Dashboard/SignIn';

/**
 * Begins a session for a caller whom the gate of the control API lets in. Successful and refused attempts are both in the audit
 * log.
 * @returns who he is, as from `AccessService/WhoAmI` @throws Failure of that call
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

/** What all audit log entries of a sign-in have in common. */
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
