import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';

/** One request as the system saw it. */
export interface SeenRequest {
  /** When the request had arrived, in milliseconds of `performance.now()`. */
  readonly atMs: number;
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
  /** The body as received. */
  readonly text: string;
}

export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; text is sent as it is. */
  readonly body?: unknown;
  /** Answers after this time, as a slow system does. */
  readonly afterMs?: number;
  /** Cuts the connection instead of answering. */
  readonly cut?: boolean;
  /** Answers when this resolves. */
  readonly until?: Promise<void>;
  /** Never answers. */
  readonly silent?: boolean;
}

/** A real HTTP server that behaves, or misbehaves, as the test demands. */
export class HttpSystem implements AsyncDisposable {
  readonly seen: SeenRequest[] = [];
  /** The highest number of concurrent requests so far. */
  mostAtOnce = 0;
  #atOnce = 0;
  /** Decides the reply to each request. */
  reply: (request: SeenRequest, nth: number) => Reply = () => ({});
  readonly #server = createServer((request, response) => void this.#handle(request, response));

  static async start(): Promise<HttpSystem> {
    const system = new HttpSystem();
    await new Promise<void>((resolve) => system.#server.listen(0, '127.0.0.1', resolve));
    return system;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.mostAtOnce = Math.max(this.mostAtOnce, ++this.#atOnce);
    response.once('close', () => this.#atOnce--);
    const url = new URL(request.url ?? '/', this.url);
    const body = await text(request);
    const seen: SeenRequest = {
      atMs: performance.now(),
      method: request.method ?? '',
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
      body: request.headers['content-type'] === 'application/json' ? JSON.parse(body) : body,
      text: body,
    };
    this.seen.push(seen);
    const reply = this.reply(seen, this.seen.length);
    if (reply.silent) return;
    if (reply.cut) {
      request.socket.destroy();
      return;
    }
    await reply.until;
    if (reply.afterMs !== undefined) await wait(reply.afterMs);
    response.writeHead(reply.status ?? 200, {
      'content-type': 'application/json',
      ...reply.headers,
    });
    response.end(typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body ?? {}));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
