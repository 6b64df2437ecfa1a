/** Who waits, first come first served. The one place to change when some may overtake others. */
export class WaitingLine<Waiter> {
  // A set keeps the order of arrival, and whoever gives up leaves at no cost for the others.
  readonly #waiters = new Set<Waiter>();

  get size(): number {
    return this.#waiters.size;
  }

  join(waiter: Waiter): void {
    this.#waiters.add(waiter);
  }

  /** Whoever gives up, from any place. */
  leave(waiter: Waiter): void {
    this.#waiters.delete(waiter);
  }

  /** Takes out whose turn it is; undefined when nobody waits. */
  next(): Waiter | undefined {
    const [first] = this.#waiters;
    if (first !== undefined) this.#waiters.delete(first);
    return first;
  }

  /** Takes out everybody for whom it holds. */
  dismiss(condition: (waiter: Waiter) => boolean): readonly Waiter[] {
    const dismissed = [...this.#waiters].filter(condition);
    for (const waiter of dismissed) this.#waiters.delete(waiter);
    return dismissed;
  }
}
