/** Reads times by the clock of a server. Of an hour that comes twice it understands the second. */
export class WallClock {
  readonly #format: Intl.DateTimeFormat;
  readonly #known = new Map<string, number>();

  constructor(timeZone: string) {
    this.#format = new Intl.DateTimeFormat('sv-SE', {
      ...{ timeZone, dateStyle: 'short', timeStyle: 'medium' },
    });
  }

  read(text: string): number {
    const known = this.#known.get(text) ?? this.#read(text);
    this.#known.set(text, known);
    return known;
  }

  #read(text: string): number {
    const asUtc = Date.parse(`${text.replace(' ', 'T')}Z`);
    if (Number.isNaN(asUtc)) throw new Error(`"${text}" is no time of a search`);
    // No zone is further away than this.
    for (let hours = 14; hours >= -14; hours -= 0.5) {
      const atMs = asUtc + hours * 3_600_000;
      if (this.#format.format(atMs) === text) return atMs;
    }
    throw new Error(`the clock never showed ${text}`);
  }
}
