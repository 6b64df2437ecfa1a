import type { ServerResponse } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Feed } from './feed.ts';
import { OpenFeeds } from './open-feeds.ts';
import type { DashboardPort } from './port.ts';

const viewers = { config: { access: { role: 'viewer', limited: true } } } as const;
/** How often the reader's access is checked again, which ends a feed that he may no longer read, and reveals dead connections. */
const ASKED_AGAIN_MS = 15_000;

/**
 * `GET /api/events`: everything as it is (`snapshot`), then what changes (`change`), until the caller leaves or loses access.
 * Refused when the caller has too many feeds open.
 */
export function eventRoute(server: FastifyInstance, dashboard: DashboardPort): void {
  const feeds = new Feeds(dashboard);
  const places = new OpenFeeds();
  const open = new Set<ServerResponse>();
  server.addHook('preClose', async () => {
    for (const response of open) response.end();
    feeds.close();
  });
  server.get('/api/events', viewers, async (request, reply) => {
    const { caller } = request;
    const leave = places.enter(`${caller?.by} ${caller?.name}`);
    const { raw: response } = reply.hijack();
    // The caller left while the guard was checking; there will be no further event about it.
    if (response.closed) return leave();
    open.add(response);
    response.on('close', () => {
      open.delete(response);
      leave();
    });
    response.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      // A buffering proxy would hold events back.
      'x-accel-buffering': 'no',
    });
    feeds.follow(request, response);
  });
}

/** Feeds, one per set of streams that their readers may see. */
class Feeds {
  readonly #dashboard: DashboardPort;
  readonly #feeds = new Map<string, Feed>();

  constructor(dashboard: DashboardPort) {
    this.#dashboard = dashboard;
  }

  follow(request: FastifyRequest, response: ServerResponse): void {
    const streams = request.caller?.streams ?? null;
    const sight = JSON.stringify(streams);
    const feed = this.#feeds.get(sight) ?? new Feed(this.#dashboard.seenBy(streams));
    this.#feeds.set(sight, feed);
    const watcher = { write: (event: string) => response.write(event) };
    feed.add(watcher);
    response.on('drain', () => feed.drained(watcher));
    const asking = setInterval(() => void stay(request, response), ASKED_AGAIN_MS).unref();
    response.on('close', () => {
      clearInterval(asking);
      feed.remove(watcher);
      if (feed.isWatched) return;
      feed.close();
      this.#feeds.delete(sight);
    });
  }

  close(): void {
    for (const feed of this.#feeds.values()) feed.close();
  }
}

async function stay(request: FastifyRequest, response: ServerResponse): Promise<void> {
  try {
    await request.askAgain();
    response.write(': still here\n\n');
  } catch {
    response.end();
  }
}
