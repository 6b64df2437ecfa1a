import type { ClientReadableStream, Metadata, ServiceError } from '@grpc/grpc-js';
import { credentials, makeGenericClientConstructor } from '@grpc/grpc-js';
import { load } from '@grpc/proto-loader';
import { protoPath, service as healthService } from 'grpc-health-check';
import path from 'node:path';
import { root } from './support.ts';

type Message = Record<string, unknown>;

/** A plain grpc-js client, made from the proto files as any other program would. */
export interface PlainClient extends Disposable {
  call(method: string, request: object, options?: { deadline?: number }): PlainCall;
  watch(method: string): ClientReadableStream<Message>;
}

export interface PlainCall {
  readonly answer: Promise<Message>;
  cancel(): void;
}

export type PlainError = ServiceError & { metadata: Metadata };

const health = 'grpc.health.v1.Health';

export async function plainClient(address: string, name: string): Promise<PlainClient> {
  void protoPath;
  const service = name === health ? healthService : await loadService(name);
  const Client = makeGenericClientConstructor(service, name);
  const client = new Client(address, credentials.createInsecure());
  const bound = (method: string) => {
    const call: unknown = client[method];
    if (typeof call !== 'function') throw new Error(`no method ${method}`);
    return call.bind(client) as (...args: unknown[]) => unknown;
  };
  return {
    call(method, request, options = {}) {
      const { promise, resolve, reject } = Promise.withResolvers<Message>();
      const done = (error: ServiceError | null, answer: Message) =>
        error ? reject(error) : resolve(answer);
      const call = bound(method)(request, options, done) as { cancel(): void };
      return { answer: promise, cancel: () => call.cancel() };
    },
    watch: (method) => bound(method)({}) as ClientReadableStream<Message>,
    [Symbol.dispose]: () => client.close(),
  };
}

async function loadService(name: string) {
  const dir = path.join(root, 'proto');
  const file = { ConnectorService: 'connectors', StreamService: 'streams', LaneService: 'lanes' };
  const short = name.split('.').at(-1) as keyof typeof file;
  const definition = await load(`stellwerk/control/v1/${file[short]}.proto`, {
    includeDirs: [dir],
  });
  return definition[name] as typeof healthService;
}
