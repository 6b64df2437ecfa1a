import { randomUUID } from 'node:crypto';
import type { handleUnaryCall } from '@grpc/grpc-js';
import type { Action, ActorKind } from '../domain/index.ts';
import { Failure } from '../domain/index.ts';
import type { ServiceContext } from './context.ts';
import { invalidRequest } from './invalid-request.ts';
import type { Caller } from './unary.ts';
import { unary } from './unary.ts';

const REQUEST_ID = /^[\w.:-]{1,128}$/;
const NAME_MAX_CHARS = 512;

interface OrderRequest {
  readonly name: string;
  readonly requestId: string;
}

/** Creates a handler that commands one actor and responds with its status afterwards. */
export function order<Response>(
  context: ServiceContext,
  { kind, action }: { readonly kind: ActorKind; readonly action: Action },
  respond: (name: string) => Response,
): handleUnaryCall<OrderRequest, Response> {
  return unary(context, async ({ name, requestId }, { signal, peer, who }) => {
    const command = {
      id: checkRequestId(requestId) || randomUUID(),
      kind,
      name: checkName(name),
      action,
      requestedBy: requesterOf({ who, peer }),
    };
    // Looked up first, so that an unknown name fails without a round trip through the mailbox.
    respond(name);
    await context.hub.send(command, signal);
    return respond(name);
  });
}

/** Returns the sender of an order, for the log and the history. */
export function requesterOf({ who, peer }: Pick<Caller, 'who' | 'peer'>): string {
  return who.by === 'loopback' ? `grpc ${peer}` : `${who.name} grpc ${peer}`;
}

/**
 * Returns the status with that name.
 * @param field the field of the request that holds the name
 * @throws Failure INVALID_REQUEST, NOT_FOUND
 */
export function find<Status extends { readonly name: string }>(
  kind: ActorKind,
  name: string,
  all: readonly Status[],
  field = 'name',
): Status {
  checkName(name, field);
  const found = all.find((status) => status.name === name);
  if (found) return found;
  throw new Failure('NOT_FOUND', { message: `There is no ${kind} "${name}".` });
}

function checkName(name: string, field = 'name'): string {
  if (name !== '' && name.length <= NAME_MAX_CHARS) return name;
  throw invalidRequest(field, `must hold 1 to ${NAME_MAX_CHARS} characters`);
}

/** @throws Failure INVALID_REQUEST */
export function checkRequestId(requestId: string): string {
  if (requestId === '' || REQUEST_ID.test(requestId)) return requestId;
  throw invalidRequest(
    'request_id',
    'may hold only letters, digits and ._:-, at most 128 characters',
  );
}

/** Returns the idempotency key of an order, absent if it has none. @throws Failure INVALID_REQUEST */
export function requestIdOf({ requestId }: { readonly requestId: string }): {
  readonly requestId?: string;
} {
  return checkRequestId(requestId) === '' ? {} : { requestId };
}
