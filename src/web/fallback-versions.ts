import type { Version } from '../domain/index.ts';

/** Maximum number of times remembered. */
const MAX_MOMENTS = 1_000;

/**
 * Assigns versions to records that have none: the time of their event, plus their order of arrival among events of the same time.
 * Otherwise two events of the same time would count as one.
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
