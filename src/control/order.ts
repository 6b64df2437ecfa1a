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

/** A handler that commands one actor and answers with its status afterwards. */
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
    // Asked before, so that an unknown name is told without a way through the mailbox.
    respond(name);
    await context.hub.send(command, signal);
    return respond(name);
  });
}

/** Who orders something, for the log and the history. */
export function requesterOf({ who, peer }: Pick<Caller, 'who' | 'peer'>): string {
  return who.by === 'loopback' ? `grpc ${peer}` : `${who.name} grpc ${peer}`;
}

/** The status of that name. @throws Failure INVALID_REQUEST, NOT_FOUND */
export function find<Status extends { readonly name: string }>(
  kind: ActorKind,
  name: string,
  all: readonly Status[],
): Status {
  checkName(name);
  const found = all.find((status) => status.name === name);
  if (found) return found;
  throw new Failure('NOT_FOUND', { message: `There is no ${kind} "${name}".` });
}

function checkName(name: string): string {
  if (name !== '' && name.length <= NAME_MAX_CHARS) return name;
  throw invalidRequest('name', `must hold 1 to ${NAME_MAX_CHARS} characters`);
}

/** @throws Failure INVALID_REQUEST */
export function checkRequestId(requestId: string): string {
  if (requestId === '' || REQUEST_ID.test(requestId)) return requestId;
  throw invalidRequest('request_id', 'may hold letters, digits and ._:- only, at most 128 of them');
}

/** The name of an order, absent where it has none. @throws Failure INVALID_REQUEST */
export function requestIdOf({ requestId }: { readonly requestId: string }): {
  readonly requestId?: string;
} {
  return checkRequestId(requestId) === '' ? {} : { requestId };
}
