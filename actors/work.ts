import { fromCallback } from 'xstate';
import { Failure } from '../src/domain/index.ts';

/** What work tells the machine that invoked it. Exactly one of `done` and `failed` comes, and it comes last. */
export type WorkEvent =
  | { readonly type: 'work.progressed' }
  | { readonly type: 'work.done' }
  | { readonly type: 'work.failed'; readonly failure: Failure };

/** What the machine tells its work: end soon. */
export interface WorkOrder {
  readonly type: 'work.abort';
}

/** Whose work it is. */
export interface WorkInput {
  readonly name: string;
}

type Work = (name: string, signal: AbortSignal, progressed: () => void) => Promise<void>;

/**
 * Actor logic for one piece of work. Unlike `fromPromise`, whose end is lost once its state is left, the machine orders the
 * abort and stays until the end is reported: so an actor that says `paused` has nothing in flight.
 */
export function abortable(work: Work) {
  return fromCallback<WorkOrder, WorkInput>(({ input, receive, sendBack }) => {
    const controller = new AbortController();
    let over = false;
    // Called, too, when the work is over and its state is left: nobody listens then.
    const abort = () => {
      if (!over) controller.abort(cancelled(input.name));
    };
    receive(abort);
    const report = (event: WorkEvent) => {
      over ||= event.type !== 'work.progressed';
      sendBack(event);
    };
    const progressed = () => report({ type: 'work.progressed' });
    // In here, work that throws at once rejects like any other.
    const begin = (resolve: (end: Promise<void>) => void) =>
      resolve(work(input.name, controller.signal, progressed));
    new Promise<void>(begin).then(
      () => report({ type: 'work.done' }),
      (error: unknown) => report({ type: 'work.failed', failure: Failure.from(error) }),
    );
    return abort;
  });
}

/** Stands in a machine until somebody provides the work. */
export const unprovided = abortable(async (name) => {
  throw new Failure('INTERNAL', { message: `Nobody provided the work of ${name}.` });
});

function cancelled(name: string): Failure {
  return new Failure('CANCELLED', { message: `${name} was paused or stopped.` });
}
