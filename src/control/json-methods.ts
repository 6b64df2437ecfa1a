import path from 'node:path';
import { fromProto3JSON, toProto3JSON } from 'proto3-json-serializer';
import protobuf from 'protobufjs';
import type { JsonObject } from '../domain/index.ts';
import { Failure, isTooDeep, MAX_NESTING } from '../domain/index.ts';
import { invalidRequest } from './invalid-request.ts';
import { protoDir } from './proto-dir.ts';
import { protoFiles } from './protocol.ts';

const PACKAGE = 'stellwerk.control.v1';

/** Converts a unary method's messages between protobuf's JSON and bytes. */
export interface JsonMethod {
  /** The path in gRPC. */
  readonly path: string;
  /** @throws Failure INVALID_REQUEST for JSON that is not a message of the method */
  encode(request: JsonObject): Buffer;
  decode(answer: Buffer): JsonObject;
}

let loaded: protobuf.Root | undefined;

/** Loaded with the first call: most processes never make one. */
function definitions(): protobuf.Root {
  if (loaded) return loaded;
  const root = new protobuf.Root();
  const plain = root.resolvePath.bind(root);
  root.resolvePath = (origin, target) =>
    target.startsWith('google/protobuf/') ? plain(origin, target) : path.join(protoDir(), target);
  root.loadSync([...protoFiles]).resolveAll();
  return (loaded = root);
}

/**
 * @param name such as `LaneService/PauseLane`
 * @throws Failure NOT_FOUND if there is no such method; INVALID_REQUEST for a streaming method
 */
export function jsonMethod(name: string): JsonMethod {
  const [service = '', method = ''] = name.split('/');
  const found = serviceNamed(service)?.methods[method];
  if (!found) throw new Failure('NOT_FOUND', { message: `There is no method ${name}.` });
  if (found.requestStream || found.responseStream) {
    throw invalidRequest('method', 'must be a unary method');
  }
  const { resolvedRequestType, resolvedResponseType } = found;
  const [requestType, answerType] = [required(resolvedRequestType), required(resolvedResponseType)];
  return {
    path: `/${PACKAGE}.${name}`,
    encode: (request) => Buffer.from(requestType.encode(read(requestType, request)).finish()),
    decode: (answer) => toProto3JSON(answerType.decode(answer)) as JsonObject,
  };
}

function serviceNamed(name: string): protobuf.Service | null {
  const { nested = {} } = definitions().lookup(PACKAGE) as protobuf.Namespace;
  const found = Object.hasOwn(nested, name) ? nested[name] : null;
  return found instanceof protobuf.Service ? found : null;
}

function read(type: protobuf.Type, request: JsonObject): protobuf.Message {
  const stranger = Object.keys(request).find((field) => !Object.hasOwn(type.fields, field));
  if (stranger !== undefined) throw invalidRequest(stranger, 'is not a field of this method');
  // Walking it to the end of the stack would take seconds, before the caller is known.
  if (isTooDeep(request)) throw invalidRequest('request', `may have at most ${MAX_NESTING} levels`);
  try {
    return fromProto3JSON(type, request as Parameters<typeof fromProto3JSON>[1]) ?? type.create();
  } catch (cause) {
    const message = `The request is not a message of this method: ${(cause as Error).message}.`;
    throw new Failure('INVALID_REQUEST', { message, cause });
  }
}

function required(type: protobuf.Type | null): protobuf.Type {
  if (type) return type;
  throw new Failure('INTERNAL', { message: 'A method of the protocol has no type.' });
}
