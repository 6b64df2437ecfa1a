import type { AsideChanges } from './ports.ts';

/** The most keys that are remembered. With more, every key is treated as one of them. */
export const MAX_TROUBLED_KEYS = 10_000;

/**
 * The keys with possibly open dead letters in a lane, so that it looks for dead letters to close only at these. Some may have been
 * closed by a person meanwhile, but none is missing, since nothing else buries records of a lane.
 */
export class TroubledKeys {
  /** Null when there are too many to remember. */
  #keys: Set<string> | null;

  /** @param keys null when there are more than `MAX_TROUBLED_KEYS` */
  constructor(keys: readonly string[] | null) {
    this.#keys = keys && new Set(keys);
  }

  mayHold(key: string): boolean {
    return this.#keys?.has(key) ?? true;
  }

  /** Whether the key is known to have had one; with too many to remember, no key is. */
  holds(key: string): boolean {
    return this.#keys?.has(key) ?? false;
  }

  /** Adds the keys of records that a batch buries. */
  add(buried: AsideChanges['buried']): void {
    for (const { record } of buried) if (record) this.#keys?.add(record.key);
    if (this.#keys && this.#keys.size > MAX_TROUBLED_KEYS) this.#keys = null;
  }
}
