import type { Version } from '../../connector-api/index.ts';

const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;

/** Writes times as a PIM takes them in a search: `2026-01-31 10:00:00`, by the clock of its server. */
export class WallTime {
  readonly #format: Intl.DateTimeFormat;

  /** @throws RangeError when there is no such time zone */
  constructor(timeZone: string) {
    const [dateStyle, timeStyle] = ['short', 'medium'] as const;
    // Swedish writes as the API wants it.
    this.#format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle, timeStyle });
  }

  /**
   * The time after which all changes of this version and newer ones are. The search compares whole seconds and leaves out the
   * one that is named, so it is the second before.
   *
   * When clocks are put back an hour comes twice, and it is unknown which of the two the server understands. So before that the
   * later offset applies already, which asks for an hour more.
   */
  before(version: Version): string {
    const atMs = Math.floor(version / 1_000_000) * 1000 - SECOND_MS;
    const offsetMs = Math.min(this.#offset(atMs), this.#offset(atMs + HOUR_MS));
    return new Date(atMs + offsetMs).toISOString().slice(0, 19).replace('T', ' ');
  }

  #offset(atMs: number): number {
    return Date.parse(`${this.#format.format(atMs).replace(' ', 'T')}Z`) - atMs;
  }
}
