import type { Version } from '../domain/index.ts';
import type { Semantics } from '../pipeline/index.ts';

/** Maximum number of times remembered. */
const MAX_MOMENTS = 1_000;

/**
 * Assigns versions to records that have none. For state it is the time of the event, so that an old one that comes late changes
 * nothing, plus the order of arrival among those of the same time. Every event counts: its version is the time of its arrival, since a
 * lane takes one that is older than the last for superseded, and one of the same version for a repetition.
 */
export class FallbackVersions {
  readonly #taken = new Map<Version, number>();
  #last: Version = 0;

  /** @param moment when it happened, in microseconds since the epoch; null when the sender does not say */
  next(semantics: Semantics, moment: Version | null): Version {
    return semantics === 'event' || moment === null ? this.#now() : this.#at(moment);
  }

  /** Rises also within a millisecond, and when the clock is set back. */
  #now(): Version {
    this.#last = Math.max(Date.now() * 1_000, this.#last + 1);
    return this.#last;
  }

  #at(moment: Version): Version {
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
