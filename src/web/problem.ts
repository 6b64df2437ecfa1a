import type { FastifyReply, FastifyRequest } from 'fastify';
import { Failure, failureCatalogue } from '../domain/index.ts';

/**
 * Answers with a failure as a problem document (RFC 9457): status and remedy from the catalogue, the code, and how long to wait
 * when that is known.
 */
export async function sendProblem(reply: FastifyReply, failure: Failure): Promise<FastifyReply> {
  const { http, remedy } = failureCatalogue[failure.code];
  if (failure.retryAfterMs !== undefined) {
    reply.header('retry-after', Math.ceil(failure.retryAfterMs / 1_000));
  }
  return reply
    .code(http)
    .type('application/problem+json')
    .send({
      type: `urn:stellwerk:failure:${failure.code}`,
      title: failure.code,
      status: http,
      detail: failure.message,
      code: failure.code,
      remedy,
      ...(failure.details.violations === undefined
        ? {}
        : { violations: failure.details.violations }),
    });
}

export function nothingAt({ method, url }: FastifyRequest): Failure {
  return new Failure('NOT_FOUND', {
    message: `There is nothing at ${method} ${url.slice(0, 200)}.`,
  });
}

/** What fastify itself refuses before any handler: a body that is too large, of the wrong type, or malformed. */
interface Refusal extends Error {
  readonly statusCode: number;
  readonly code: string;
}

export function isRefusal(thrown: unknown): thrown is Refusal {
  const { statusCode } = thrown as Partial<Refusal>;
  return thrown instanceof Error && typeof statusCode === 'number' && statusCode < 500;
}

export async function sendRefusal(reply: FastifyReply, refusal: Refusal): Promise<FastifyReply> {
  const { statusCode: status, message: detail, code } = refusal;
  return reply
    .code(status)
    .type('application/problem+json')
    .send({ type: 'about:blank', title: code, status, detail });
}

/** A defect does not reveal inner details to the caller. */
export function failureOf(thrown: unknown): Failure {
  const failure = Failure.from(thrown);
  if (failure.code !== 'INTERNAL') return failure;
  return new Failure('INTERNAL', { message: 'The hub could not answer.', cause: thrown });
}
