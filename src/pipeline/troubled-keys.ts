import type { AsideChanges } from './ports.ts';

/** More keys than that are not kept in mind: then any may be one of them. */
export const MAX_TROUBLED_KEYS = 10_000;

/**
 * The keys of which a lane may have open dead letters, so that it looks for letters to close at these alone. It may hold some whose
 * letters a person has closed meanwhile, but never lacks one, since nobody else buries records of a lane.
 */
export class TroubledKeys {
  /** Null: too many to tell. */
  #keys: Set<string> | null;

  /** @param keys null when there are more than `MAX_TROUBLED_KEYS` */
  constructor(keys: readonly string[] | null) {
    this.#keys = keys && new Set(keys);
  }

  mayHold(key: string): boolean {
    return this.#keys?.has(key) ?? true;
  }

  /** A batch buries records. */
  add(buried: AsideChanges['buried']): void {
    for (const { record } of buried) if (record) this.#keys?.add(record.key);
    if (this.#keys && this.#keys.size > MAX_TROUBLED_KEYS) this.#keys = null;
  }
}
