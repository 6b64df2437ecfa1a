/** Remembers what a watcher was sent, and tells what is new since. */
export class Changes<Status extends { readonly name: string }> {
  #sent: Map<string, string> | null = null;

  /** The first call gives everything, also when that is nothing; later ones give null when nothing changed. */
  since(all: readonly Status[]): { changed: Status[]; removed: string[] } | null {
    const before = this.#sent;
    const now = new Map(all.map((status) => [status.name, JSON.stringify(status)]));
    this.#sent = now;
    if (before === null) return { changed: [...all], removed: [] };
    const changed = all.filter(({ name }) => now.get(name) !== before.get(name));
    const removed = [...before.keys()].filter((name) => !now.has(name));
    return changed.length + removed.length === 0 ? null : { changed, removed };
  }
}
