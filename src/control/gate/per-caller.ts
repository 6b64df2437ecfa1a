import type { Metadata, UntypedServiceImplementation } from '@grpc/grpc-js';
import type { ServiceContext } from '../context.ts';
import { statusOf } from '../failure-status.ts';
import { Failure } from '../../domain/index.ts';
import { limitedTo } from './limited-hub.ts';

type Handler = (call: AnyCall, answer?: (error: object) => void) => void;
interface AnyCall {
  readonly metadata: Metadata;
  emit(event: 'error', error: object): boolean;
}

/** Creates a service's handlers so that they see the hub only as far as the caller may. The services need not care. */
export function perCaller<Handlers extends UntypedServiceImplementation>(
  context: ServiceContext,
  make: (context: ServiceContext) => Handlers,
): Handlers {
  const unlimited = make(context) as unknown as Record<string, Handler>;
  const handle =
    (name: string): Handler =>
    (call, answer) => {
      try {
        const { streams } = context.admissions.callerOf(call);
        const handlers = streams
          ? make({ ...context, hub: limitedTo(context.hub, streams) })
          : unlimited;
        (handlers as unknown as Record<string, Handler>)[name]?.(call, answer);
      } catch (error) {
        const end = statusOf(Failure.from(error));
        if (answer) answer(end);
        else call.emit('error', end);
      }
    };
  const entries = Object.keys(unlimited).map((name) => [name, handle(name)]);
  return Object.fromEntries(entries) as Handlers;
}
