import { isDeepStrictEqual } from 'node:util';
import type { Command } from '../src/domain/index.ts';
import { Failure } from '../src/domain/index.ts';

/** Repeats arrive within minutes (a caller's retry, a redelivery); 10,000 ids cover hours of commands. */
const MAX_REMEMBERED = 10_000;

/** Everything of a command that a repeat has in common with it. */
type Order = Pick<Command, 'kind' | 'name' | 'action'>;

/**
 * Carries out each id once: a repeated id gets the outcome of the first call, even while that is still in progress. A
 * rejected call was not carried out, so its id is forgotten and may be tried again.
 */
export function createOnce() {
  const outcomes = new Map<string, { readonly order: Order; readonly outcome: Promise<void> }>();

  function remember(id: string, order: Order, outcome: Promise<void>): void {
    const oldest = outcomes.keys().next();
    if (outcomes.size >= MAX_REMEMBERED && !oldest.done) outcomes.delete(oldest.value);
    outcomes.set(id, { order, outcome });
  }

  /** @throws Failure INVALID_REQUEST if the id was used for another order; otherwise whatever the job throws */
  return async function once(
    { id, kind, name, action }: Command,
    job: () => Promise<void>,
  ): Promise<void> {
    const order = { kind, name, action };
    const known = outcomes.get(id);
    if (known !== undefined) {
      if (isDeepStrictEqual(known.order, order)) return known.outcome;
      throw usedBefore(id, known.order);
    }
    const outcome = job();
    remember(id, order, outcome);
    try {
      await outcome;
    } catch (error) {
      outcomes.delete(id);
      throw error;
    }
  };
}

function usedBefore(id: string, { kind, name, action }: Order): Failure {
  return new Failure('INVALID_REQUEST', {
    message: `The request id "${id}" was already used for another order (${action} ${kind} ${name}); every order needs an id of its own.`,
  });
}
