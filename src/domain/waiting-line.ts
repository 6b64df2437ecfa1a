import type { Priority } from './priority.ts';
import { priorities } from './priority.ts';

/**
 * How many consecutive turns a waiting class can be passed over: `low` gets at least every tenth turn, `normal` at least every
 * fifth.
 */
const PATIENCE: Readonly<Record<Priority, number>> = { high: Infinity, normal: 3, low: 9 };
/** The order in which the patience of the classes is checked. */
const leastUrgentFirst = [...priorities].reverse();

/**
 * A queue by priority. The most urgent class goes first, and within a class the first to arrive. A class that was passed over as
 * often as its patience allows goes next, so no class starves, and `low` takes only one of ten turns from `high`.
 */
export class WaitingLine<Waiter> {
  // A set keeps the order of arrival, and removes a waiter in constant time.
  readonly #waiters = byPriority(() => new Set<Waiter>());
  readonly #passedOver = byPriority(() => 0);

  get size(): number {
    return priorities.reduce((sum, priority) => sum + this.#waiters[priority].size, 0);
  }

  join(waiter: Waiter, priority: Priority): void {
    this.#waiters[priority].add(waiter);
  }

  /** Removes a waiter that gives up, at any position. */
  leave(waiter: Waiter): void {
    for (const priority of priorities) this.#waiters[priority].delete(waiter);
  }

  /** The most urgent class with a waiter; undefined when nobody waits. */
  get mostUrgent(): Priority | undefined {
    return priorities.find((priority) => this.#waits(priority));
  }

  /** Removes and returns the next waiter; undefined when nobody waits. */
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

  /** Removes and returns all waiters that meet the condition. */
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
