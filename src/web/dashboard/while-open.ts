import type { FastifyReply } from 'fastify';

/** Aborts when the caller leaves before he has his answer. */
export function whileOpen({ raw }: FastifyReply): AbortSignal {
  const left = new AbortController();
  raw.on('close', () => left.abort());
  return left.signal;
}
