import { fromCallback } from 'xstate';
import { Failure } from '../src/domain/index.ts';

/** Events that work sends to the machine that invoked it. The last one is either `done` or `failed`. */
export type WorkEvent =
  | { readonly type: 'work.progressed' }
  | { readonly type: 'work.done' }
  | { readonly type: 'work.failed'; readonly failure: Failure };

/** Sent by the machine to its work: end soon. */
export interface WorkOrder {
  readonly type: 'work.abort';
}

/** The actor that the work belongs to. */
export interface WorkInput {
  readonly name: string;
}

type Work = (name: string, signal: AbortSignal, progressed: () => void) => Promise<void>;

/**
 * Actor logic for one piece of work. With `fromPromise`, the end of the work is lost once its state is left. Here the
 * machine orders the abort and stays until the end is reported, so an actor that shows `paused` has nothing in flight.
 */
export function abortable(work: Work) {
  return fromCallback<WorkOrder, WorkInput>(({ input, receive, sendBack }) => {
    const controller = new AbortController();
    let over = false;
    // Also called after the work is over, when its state is left; then there is no listener.
    const abort = () => {
      if (!over) controller.abort(cancelled(input.name));
    };
    receive(abort);
    const report = (event: WorkEvent) => {
      over ||= event.type !== 'work.progressed';
      sendBack(event);
    };
    const progressed = () => report({ type: 'work.progressed' });
    // Inside the promise, work that throws synchronously rejects like any other.
    const begin = (resolve: (end: Promise<void>) => void) =>
      resolve(work(input.name, controller.signal, progressed));
    new Promise<void>(begin).then(
      () => report({ type: 'work.done' }),
      (error: unknown) => report({ type: 'work.failed', failure: Failure.from(error) }),
    );
    return abort;
  });
}

/** Placeholder in a machine until the work is provided. */
export const unprovided = abortable(async (name) => {
  throw new Failure('INTERNAL', { message: `No work was provided for ${name}.` });
});

function cancelled(name: string): Failure {
  return new Failure('CANCELLED', { message: `${name} was paused or stopped.` });
}
