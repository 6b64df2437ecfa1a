import type { ServiceError } from '@grpc/grpc-js';
import { Client, credentials, Metadata, status } from '@grpc/grpc-js';
import type { MethodDefinition, PackageDefinition } from '@grpc/proto-loader';
import type { MessageType } from './messages.ts';

const LIMIT_MS = 20_000;
/** A server closes a connection on which 1,000 calls were cancelled too fast (nghttp2, against rapid resets). */
const CANCELLED_PER_CONNECTION = 500;

/** One method of the API. */
export interface Method {
  readonly path: string;
  readonly streams: boolean;
  readonly request: MessageType;
}

/** All methods of all services in the definition. */
export function methodsOf(definition: PackageDefinition): readonly Method[] {
  return Object.values(definition).flatMap((entry) => {
    if ('format' in entry) return [];
    return Object.values(entry).map((method: MethodDefinition<object, object>) => ({
      path: method.path,
      streams: method.responseStream,
      request: method.requestType.type as MessageType,
    }));
  });
}

export interface Answer {
  readonly status: string;
  readonly details: string;
}

const OK = { code: status.OK };

/** Sends requests as bytes, valid or not. */
export class RawCaller implements Disposable {
  readonly #address: string;
  #client: Client;
  #cancelled = 0;

  constructor(address: string) {
    this.#address = address;
    this.#client = connect(address);
  }

  /** @returns the status of the answer; OK for a stream that has begun to answer */
  async call(
    { path, streams }: Pick<Method, 'path' | 'streams'>,
    request: Buffer,
  ): Promise<Answer> {
    const { promise, resolve } = Promise.withResolvers<Partial<ServiceError>>();
    const options = { deadline: Date.now() + LIMIT_MS };
    if (streams) {
      if (++this.#cancelled % CANCELLED_PER_CONNECTION === 0) this.#reconnect();
      const call = this.#client.makeServerStreamRequest(
        path,
        same,
        same,
        request,
        new Metadata(),
        options,
      );
      call.on('data', () => {
        resolve(OK);
        call.cancel();
      });
      call.on('error', resolve);
      call.on('end', () => resolve(OK));
    } else {
      this.#client.makeUnaryRequest(path, same, same, request, new Metadata(), options, (error) =>
        resolve(error ?? OK),
      );
    }
    const { code = status.UNKNOWN, details = '' } = await promise;
    return { status: status[code], details };
  }

  [Symbol.dispose](): void {
    this.#client.close();
  }

  #reconnect(): void {
    this.#client.close();
    this.#client = connect(this.#address);
  }
}

function connect(address: string): Client {
  // A channel of its own: clients of the same target would otherwise share one.
  return new Client(address, credentials.createInsecure(), { 'grpc.use_local_subchannel_pool': 1 });
}

const same = (bytes: Buffer) => bytes;
