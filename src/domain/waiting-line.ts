import type { Priority } from './priority.ts';
import { priorities } from './priority.ts';

/**
 * So many others in a row are called before somebody of a class, at most: low ones get every tenth turn at least, normal ones
 * every fifth.
 */
const PATIENCE: Readonly<Record<Priority, number>> = { high: Infinity, normal: 3, low: 9 };
/** Whose patience is looked at first. */
const leastUrgentFirst = [...priorities].reverse();

/**
 * Who waits for a turn. The most urgent class goes first, within a class first come first served. A class that was passed over
 * as often as its patience allows goes next: so none is starved, and one of ten turns is all that low ones take from high ones.
 */
export class WaitingLine<Waiter> {
  // A set keeps the order of arrival, and whoever gives up leaves at no cost for the others.
  readonly #waiters = byPriority(() => new Set<Waiter>());
  readonly #passedOver = byPriority(() => 0);

  get size(): number {
    return priorities.reduce((sum, priority) => sum + this.#waiters[priority].size, 0);
  }

  join(waiter: Waiter, priority: Priority): void {
    this.#waiters[priority].add(waiter);
  }

  /** Whoever gives up, from any place. */
  leave(waiter: Waiter): void {
    for (const priority of priorities) this.#waiters[priority].delete(waiter);
  }

  /** The class that is most urgent among those who wait; undefined when nobody does. */
  get mostUrgent(): Priority | undefined {
    return priorities.find((priority) => this.#waits(priority));
  }

  /** Takes out whose turn it is; undefined when nobody waits. */
  next(): Waiter | undefined {
    const called = this.#nextClass();
    if (called === undefined) return undefined;
    for (const priority of priorities) {
      const isPassedOver = priority !== called && this.#waits(priority);
      this.#passedOver[priority] = isPassedOver ? this.#passedOver[priority] + 1 : 0;
    }
    const [first] = this.#waiters[called];
    this.#waiters[called].delete(first as Waiter);
    return first;
  }

  /** Takes out everybody for whom it holds. */
  dismiss(condition: (waiter: Waiter) => boolean): readonly Waiter[] {
    return priorities.flatMap((priority) => {
      const dismissed = [...this.#waiters[priority]].filter(condition);
      for (const waiter of dismissed) this.#waiters[priority].delete(waiter);
      return dismissed;
    });
  }

  #nextClass(): Priority | undefined {
    const isDue = (priority: Priority) => this.#passedOver[priority] >= PATIENCE[priority];
    return (
      leastUrgentFirst.find((priority) => this.#waits(priority) && isDue(priority)) ??
      priorities.find((priority) => this.#waits(priority))
    );
  }

  #waits(priority: Priority): boolean {
    return this.#waiters[priority].size > 0;
  }
}

function byPriority<T>(make: () => T): Record<Priority, T> {
  return { high: make(), normal: make(), low: make() };
}
