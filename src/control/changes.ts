/** Remembers what was sent to a watcher, and computes what has changed since. */
export class Changes<Status extends { readonly name: string }> {
  #sent: Map<string, string> | null = null;

  /** The first call returns everything, even if that is empty; later calls return null if nothing has changed. */
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
