/** Smaller batches say little, and are cheap either way. */
const MIN_KEYS = 100;
const NEEDED_AT_FIRST = 2;
const NEEDED_AT_MOST = 512;

/**
 * Whether a lane's next keys will all be new, as in a first load: then they are written without being looked for, half the work. After
 * some batches of nothing else it is taken for granted; where that was wrong nothing was written, and it needs more of them.
 */
export class FreshKeys {
  #batches = 0;
  #needed = NEEDED_AT_FIRST;

  expects(keys: readonly string[]): boolean {
    return keys.length >= MIN_KEYS && this.#batches >= this.#needed;
  }

  /** Keys were looked for. @param all whether none of them was known */
  found(keys: readonly string[], { all }: { readonly all: boolean }): void {
    if (keys.length >= MIN_KEYS) this.#batches = all ? this.#batches + 1 : 0;
  }

  wasWrong(): void {
    this.#batches = 0;
    this.#needed = Math.min(NEEDED_AT_MOST, this.#needed * 4);
  }
}
