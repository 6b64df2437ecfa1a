import type { ChannelCredentials, ClientDuplexStream, ServiceError } from '@grpc/grpc-js';
import { Client, credentials, Metadata, status } from '@grpc/grpc-js';
import type { MethodDefinition, ServiceDefinition } from '@grpc/proto-loader';
import { service as health } from 'grpc-health-check';
import { loadProtocol } from '../../src/control/protocol.ts';

/** One method of the control API, callable without knowing its types. */
export interface AnyMethod {
  /** The gRPC path: `/package.Service/Method`. */
  readonly path: string;
  readonly name: string;
  readonly definition: MethodDefinition<object, object>;
}

/** How a call ended. A stream counts as OK once it has sent its first message. */
export interface CallEnd {
  readonly status: string;
  /** The failure's code from the catalogue. */
  readonly code: string | null;
  readonly details: string;
  readonly metadata: Metadata;
  readonly answer: Readonly<Record<string, unknown>> | null;
}

/** Returns every method that the server offers: those of the loaded protocol, health and reflection. */
export async function allMethods(): Promise<readonly AnyMethod[]> {
  const { definition, serviceNames } = await loadProtocol();
  const services = [...serviceNames.map((name) => definition[name]), health, ...reflections()];
  return services.flatMap((service) =>
    Object.values(service as ServiceDefinition).map((method) => ({
      path: method.path,
      name: method.path.replace(/^\/(stellwerk\.control\.v1\.)?/, ''),
      definition: method,
    })),
  );
}

/** The reflection package does not export its definitions. The request is therefore sent as bytes: "list all services". */
function reflections(): ServiceDefinition[] {
  return ['v1', 'v1alpha'].map((version) => ({
    ServerReflectionInfo: {
      path: `/grpc.reflection.${version}.ServerReflection/ServerReflectionInfo`,
      requestStream: true,
      responseStream: true,
      requestSerialize: () => Buffer.from([0x3a, 0x00]),
      responseDeserialize: (bytes: Buffer) => ({ bytes }),
    } as unknown as MethodDefinition<object, object>,
  }));
}

const LIMIT_MS = 10_000;

/** Makes one call with the given headers. */
export async function callAny(
  client: Client,
  { path, definition }: AnyMethod,
  request: object,
  headers: Readonly<Record<string, string>> = {},
): Promise<CallEnd> {
  const metadata = new Metadata();
  for (const [name, value] of Object.entries(headers)) metadata.set(name, value);
  const { promise, resolve } = Promise.withResolvers<CallEnd>();
  const done = (error: ServiceError | null, answer: object | undefined) =>
    resolve(error ? failed(error) : succeeded(answer));
  const { requestSerialize: write, responseDeserialize: read } = definition;
  const options = { deadline: Date.now() + LIMIT_MS };
  if (!definition.responseStream) {
    client.makeUnaryRequest(path, write, read, request, metadata, options, done);
    return promise;
  }
  const call = definition.requestStream
    ? client.makeBidiStreamRequest(path, write, read, metadata, options)
    : client.makeServerStreamRequest(path, write, read, request, metadata, options);
  call.on('error', (error: ServiceError) => done(error, undefined));
  call.on('data', (answer: object) => {
    done(null, answer);
    call.cancel();
  });
  if (definition.requestStream) (call as ClientDuplexStream<object, object>).write(request);
  return promise;
}

export function openClient(address: string, secure?: ChannelCredentials): Client {
  return new Client(address, secure ?? credentials.createInsecure());
}

function succeeded(answer: object | undefined): CallEnd {
  const nothing = { code: null, details: '', metadata: new Metadata() };
  return { status: 'OK', ...nothing, answer: (answer ?? null) as CallEnd['answer'] };
}

function failed({ code, details, metadata }: ServiceError): CallEnd {
  const trailer = metadata?.get('stellwerk-code')[0];
  return {
    status: status[code],
    code: typeof trailer === 'string' ? trailer : null,
    details,
    metadata: metadata ?? new Metadata(),
    answer: null,
  };
}
