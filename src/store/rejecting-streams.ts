/**
 * Which streams have open rejected rows that show their key, so that all the others need not ask. Read when first asked for, and kept
 * up to date by whoever buries and closes.
 */
export class RejectingStreams {
  readonly #read: () => Promise<readonly string[]>;
  /** Per stream how often rows were buried since: whoever closed the last of those before must not forget the new ones. */
  #burials: Promise<Map<string, number>> | null = null;

  /** @param read the streams that have some in the database */
  constructor(read: () => Promise<readonly string[]>) {
    this.#read = read;
  }

  /** Such rows are in the database now. */
  async buried(stream: string): Promise<void> {
    // Whoever reads later finds them there.
    if (this.#burials === null) return;
    const burials = await this.#burials;
    burials.set(stream, (burials.get(stream) ?? 0) + 1);
  }

  /** Calls `close` for a stream that has some. @param close says whether the stream has others yet */
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
