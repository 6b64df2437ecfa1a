import type { FastifyInstance } from 'fastify';
import { Failure, StrangersRoom } from '../../domain/index.ts';

/** Calls of pages have small bodies; the largest, an edited record, has 2 MiB. */
const MOST = { calls: 1_000, bytes: 64 * 1024 * 1024 };
const RETRY_AFTER_MS = 1_000;

/** Limits the bodies that the routes of this plugin hold at once: they arrive before anybody has judged their callers. */
export function limitBodies(server: FastifyInstance, most = MOST): void {
  const room = new StrangersRoom(most);
  // After the guard's hook: the sender is known, and nothing of the body has been read.
  server.addHook('onRequest', async ({ headers, routeOptions, sender }, reply) => {
    const isChunked = headers['transfer-encoding'] !== undefined;
    const bytes = isChunked ? routeOptions.bodyLimit : Number(headers['content-length'] ?? 0);
    if (bytes === 0) return;
    const place = room.enter(sender);
    if (!place?.take(bytes)) {
      place?.leave();
      throw new Failure('INTAKE_BUSY', {
        message: 'Too many calls are being received, over all callers or from this address.',
        retryAfterMs: RETRY_AFTER_MS,
      });
    }
    reply.raw.once('close', () => place.leave());
  });
}
