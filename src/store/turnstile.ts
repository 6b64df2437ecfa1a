/** Lets callers through one at a time per key, in the order of their arrival. Holds nothing for an unused key. */
export class Turnstile<Key> {
  readonly #last = new Map<Key, Promise<unknown>>();

  async pass<T>(key: Key, call: () => Promise<T>): Promise<T> {
    const before = this.#last.get(key);
    // In both cases: a caller that failed must not stop those behind it, and reports its failure itself.
    const turn = before ? before.then(call, call) : call();
    this.#last.set(key, turn);
    try {
      return await turn;
    } finally {
      if (this.#last.get(key) === turn) this.#last.delete(key);
    }
  }
}
