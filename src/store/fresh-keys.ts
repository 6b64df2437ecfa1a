/** Smaller batches say little, and are cheap either way. */
const MIN_KEYS = 100;
const NEEDED_AT_FIRST = 2;
const NEEDED_AT_MOST = 512;

/**
 * Predicts whether a lane's next keys will all be new, as in a first load: then they are written without being looked
 * up, which halves the work. This is assumed after some batches with only new keys. A wrong prediction writes nothing,
 * and raises the number of batches needed.
 */
export class FreshKeys {
  #batches = 0;
  #needed = NEEDED_AT_FIRST;

  expects(keys: readonly string[]): boolean {
    return keys.length >= MIN_KEYS && this.#batches >= this.#needed;
  }

  /** Notes the result of a lookup of keys. @param all whether none of them was known */
  found(keys: readonly string[], { all }: { readonly all: boolean }): void {
    if (keys.length >= MIN_KEYS) this.#batches = all ? this.#batches + 1 : 0;
  }

  wasWrong(): void {
    this.#batches = 0;
    this.#needed = Math.min(NEEDED_AT_MOST, this.#needed * 4);
  }
}
