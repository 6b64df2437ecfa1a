import type { Version } from '../domain/index.ts';

/** Moments that are remembered. */
const MAX_MOMENTS = 1_000;

/**
 * Versions for records that carry none of their own: the moment of their event, and among those of one moment the order in which
 * they came. Without that two events of one moment would count as one.
 */
export class FallbackVersions {
  readonly #taken = new Map<Version, number>();

  /** @param moment microseconds since the epoch */
  at(moment: Version): Version {
    const taken = this.#taken.get(moment) ?? 0;
    this.#taken.delete(moment);
    this.#taken.set(moment, taken + 1);
    if (this.#taken.size > MAX_MOMENTS) this.#forgetOldest();
    return moment + taken;
  }

  #forgetOldest(): void {
    for (const moment of this.#taken.keys()) {
      this.#taken.delete(moment);
      return;
    }
  }
}
