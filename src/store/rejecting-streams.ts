/**
 * Knows which streams have open rejected rows with a known key, so that all other streams need not query. It is read on
 * first use and kept up to date by those who bury and close.
 */
export class RejectingStreams {
  readonly #read: () => Promise<readonly string[]>;
  /**
   * Per stream, how often rows were buried since it was read: closing the last of the earlier rows must not forget
   * newer ones.
   */
  #burials: Promise<Map<string, number>> | null = null;

  /** @param read returns the streams that have such rows in the database */
  constructor(read: () => Promise<readonly string[]>) {
    this.#read = read;
  }

  /** Notes that the database now holds such rows. */
  async buried(stream: string): Promise<void> {
    // A later read will find them.
    if (this.#burials === null) return;
    const burials = await this.#burials;
    burials.set(stream, (burials.get(stream) ?? 0) + 1);
  }

  /** Calls `close` if the stream has such rows. @param close returns whether the stream has other such rows */
  async closing(stream: string, close: () => Promise<boolean>): Promise<void> {
    const burials = await this.#known();
    const before = burials.get(stream);
    if (before === undefined) return;
    const hasOthers = await close();
    if (!hasOthers && burials.get(stream) === before) burials.delete(stream);
  }

  async #known(): Promise<Map<string, number>> {
    this.#burials ??= this.#read().then((streams) => new Map(streams.map((name) => [name, 0])));
    try {
      return await this.#burials;
    } catch (error) {
      this.#burials = null;
      throw error;
    }
  }
}
