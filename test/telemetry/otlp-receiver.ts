import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { json } from 'node:stream/consumers';

/** A span from OTLP's JSON, with its attributes as a plain object. */
export interface ReceivedSpan {
  readonly traceId: string;
  readonly spanId: string;
  /** Empty for the root span of a trace. */
  readonly parentSpanId: string;
  readonly name: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[];
  readonly error: string | null;
}

interface OtlpSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes?: readonly {
    readonly key: string;
    readonly value: Record<string, unknown>;
  }[];
  readonly links?: readonly { readonly traceId: string; readonly spanId: string }[];
  readonly status?: { readonly code?: number; readonly message?: string };
}

interface OtlpRequest {
  readonly resourceSpans: readonly {
    readonly scopeSpans: readonly { readonly spans: readonly OtlpSpan[] }[];
  }[];
}

/** A collector that accepts OTLP over HTTP as JSON and keeps what it receives. */
export class OtlpReceiver implements AsyncDisposable {
  readonly spans: ReceivedSpan[] = [];
  readonly headers: Record<string, unknown>[] = [];
  /** The HTTP status of its answers. */
  status = 200;
  readonly #server: Server;
  #arrived = Promise.withResolvers<void>();

  private constructor() {
    this.#server = createServer((request, response) => {
      void json(request).then((body) => {
        this.headers.push(request.headers);
        if (request.url === '/v1/traces' && this.status === 200) this.#take(body as OtlpRequest);
        response.writeHead(this.status, { 'content-type': 'application/json' }).end('{}');
        this.#arrived.resolve();
        this.#arrived = Promise.withResolvers<void>();
      });
    });
  }

  static async open(): Promise<OtlpReceiver> {
    const receiver = new OtlpReceiver();
    receiver.#server.listen(0, '127.0.0.1');
    await once(receiver.#server, 'listening');
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Waits until the received spans fulfil a condition. */
  async until(fulfilled: (spans: readonly ReceivedSpan[]) => boolean, signal: AbortSignal) {
    const given = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    });
    while (!fulfilled(this.spans)) await Promise.race([this.#arrived.promise, given]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #take({ resourceSpans }: OtlpRequest): void {
    for (const span of resourceSpans.flatMap(({ scopeSpans }) =>
      scopeSpans.flatMap((s) => s.spans),
    ))
      this.spans.push(received(span));
  }
}

function received(span: OtlpSpan): ReceivedSpan {
  const { traceId, spanId, parentSpanId = '', name, links = [], status } = span;
  return {
    ...{ traceId, spanId, parentSpanId, name, links },
    startMs: Number(BigInt(span.startTimeUnixNano) / 1_000n) / 1_000,
    endMs: Number(BigInt(span.endTimeUnixNano) / 1_000n) / 1_000,
    attributes: Object.fromEntries(
      (span.attributes ?? []).map(({ key, value }) => [key, Object.values(value)[0]]),
    ),
    error: status?.code === 2 ? (status.message ?? '') : null,
  };
}
