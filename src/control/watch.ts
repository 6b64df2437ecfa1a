import type { handleServerStreamingCall, ServerWritableStream } from '@grpc/grpc-js';
import { Changes } from './changes.ts';
import type { ServiceContext } from './context.ts';
import { failureOf, shuttingDown, statusOf } from './failure-status.ts';

/** Five updates a second: as fast as a person can read, and affordable for a busy hub with many watchers. */
const UPDATE_EVERY_MS = 200;

interface Feed<Status, Response> {
  read(): readonly Status[];
  respond(changed: Status[], removed: string[]): Response;
}

/**
 * Creates a handler that sends the full state and then each change. Nothing is queued for a slow watcher: while its
 * buffer is full nothing is sent, and then only the newest state.
 */
export function watch<Status extends { readonly name: string }, Request, Response>(
  context: ServiceContext,
  feed: Feed<Status, Response>,
): handleServerStreamingCall<Request, Response> {
  return (call) => {
    const changes = new Changes<Status>();
    const sendChanges = () => {
      const news = changes.since(feed.read());
      return news === null || call.write(feed.respond(news.changed, news.removed));
    };
    const pacer = new Pacer(guarded(sendChanges));
    const unsubscribe = context.hub.subscribe(() => pacer.request());
    const endWatch = () => {
      fail(call, shuttingDown());
      free();
    };
    const free = () => {
      pacer.stop();
      unsubscribe();
      context.watchers.delete(endWatch);
    };
    context.watchers.add(endWatch);
    call.on('drain', () => pacer.unblock());
    for (const end of ['cancelled', 'close', 'error']) call.on(end, free);
    pacer.request();

    function guarded(send: () => boolean): () => boolean {
      return () => {
        try {
          return send();
        } catch (thrown) {
          const failure = failureOf(thrown);
          if (failure.code === 'INTERNAL') context.onDefect(failure, call.getPath());
          fail(call, statusOf(failure));
          return false;
        }
      };
    }
  };
}

/** grpc-js ends a stream with the status that is emitted as its error. */
function fail<Request, Response>(
  call: ServerWritableStream<Request, Response>,
  reason: ReturnType<typeof statusOf>,
): void {
  call.emit('error', reason);
}

/**
 * Sends on request, but at most every 200 ms, and not while blocked.
 * - idle: nothing requested. A request leads to waiting.
 * - waiting: the timer runs. It sends when it ends, then goes to idle, or to blocked if the receiver's buffer is full.
 * - blocked: requests are remembered. `unblock` leads to waiting if there was one, otherwise to idle.
 */
class Pacer {
  readonly #send: () => boolean;
  #timer: NodeJS.Timeout | null = null;
  #blocked = false;
  #asked = false;
  #sentAtMs = -Infinity;

  /** @param send returns false if the receiver's buffer is full */
  constructor(send: () => boolean) {
    this.#send = send;
  }

  request(): void {
    if (this.#timer !== null) return;
    if (this.#blocked) {
      this.#asked = true;
      return;
    }
    const waitMs = Math.max(0, this.#sentAtMs + UPDATE_EVERY_MS - performance.now());
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#sentAtMs = performance.now();
      this.#blocked = !this.#send();
    }, waitMs);
  }

  unblock(): void {
    this.#blocked = false;
    if (!this.#asked) return;
    this.#asked = false;
    this.request();
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#blocked = true;
    this.#asked = false; // A buffer that drains late must not restart it.
  }
}
