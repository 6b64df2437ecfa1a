import { Teller } from './news.ts';
import type { LandscapePort } from './port.ts';

/** As fast as a person can follow, and little work for a busy hub. */
const TOLD_EVERY_MS = 250;

/** One open connection of a dashboard. */
export interface Watcher {
  /** Writes a server-sent event. @returns false when no more should be written until `drained` */
  write(event: string): boolean;
}

/**
 * Sends changes to all watchers who may see the same streams, at most four times a second. The work is done once for all of them,
 * and not at all while there are none. Nothing is queued for a slow watcher: once he can take more, he gets a fresh snapshot.
 */
export class Feed {
  readonly #teller: Teller;
  /** `full`: takes no more for now, and has missed nothing yet. `behind`: has missed something. */
  readonly #watchers = new Map<Watcher, 'following' | 'full' | 'behind'>();
  readonly #unsubscribe: () => void;
  #timer: NodeJS.Timeout | null = null;
  #toldAtMs = performance.now();

  constructor(port: LandscapePort) {
    this.#teller = new Teller(port);
    this.#unsubscribe = port.subscribe(() => this.#tellSoon());
  }

  get isWatched(): boolean {
    return this.#watchers.size > 0;
  }

  add(watcher: Watcher): void {
    this.#watchers.set(watcher, 'following');
    this.#show(watcher);
  }

  drained(watcher: Watcher): void {
    const state = this.#watchers.get(watcher);
    if (state === undefined) return;
    this.#watchers.set(watcher, 'following');
    if (state === 'behind') this.#show(watcher);
  }

  remove(watcher: Watcher): void {
    this.#watchers.delete(watcher);
  }

  close(): void {
    this.#unsubscribe();
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  #tellSoon(): void {
    if (this.#timer !== null) return;
    const waitMs = Math.max(0, this.#toldAtMs + TOLD_EVERY_MS - performance.now());
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#toldAtMs = performance.now();
      this.#tell();
    }, waitMs).unref();
  }

  #tell(): void {
    const news = this.#teller.news();
    if (news === null) return;
    const event = eventOf('change', news);
    for (const [watcher, state] of this.#watchers) {
      if (state === 'following') this.#write(watcher, event);
      else this.#watchers.set(watcher, 'behind');
    }
  }

  #show(watcher: Watcher): void {
    this.#write(watcher, eventOf('snapshot', this.#teller.shown));
  }

  #write(watcher: Watcher, event: string): void {
    if (!watcher.write(event)) this.#watchers.set(watcher, 'full');
  }
}

function eventOf(name: string, data: object): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
