import { Failure } from '../../domain/index.ts';

/** Maximum numbers of open feeds. */
export interface FeedLimits {
  /** More than the tabs that one person has open, or the screens that share one key. */
  readonly perCaller: number;
  /** Each holds a connection and is written to up to four times a second. */
  readonly inAll: number;
}

const defaults: FeedLimits = { perCaller: 20, inAll: 500 };

/** Limits the open feeds, so that no caller can use up the hub's connections and time. */
export class OpenFeeds {
  readonly #limits: FeedLimits;
  readonly #byCaller = new Map<string, number>();
  #all = 0;

  constructor(limits: FeedLimits = defaults) {
    this.#limits = limits;
  }

  /**
   * Takes a place for a feed.
   * @param caller how the caller proved its identity, and its name
   * @returns a function that gives the place back, to be called once
   * @throws Failure TOO_MANY_FEEDS when none is free
   */
  enter(caller: string): () => void {
    const { perCaller, inAll } = this.#limits;
    const own = this.#byCaller.get(caller) ?? 0;
    if (own >= perCaller) throw tooMany(`this caller has ${own} open, and may have no more`);
    if (this.#all >= inAll) throw tooMany(`${this.#all} are open, and the hub serves no more`);
    this.#byCaller.set(caller, own + 1);
    this.#all++;
    return () => this.#leave(caller);
  }

  #leave(caller: string): void {
    this.#all--;
    const left = (this.#byCaller.get(caller) ?? 0) - 1;
    if (left > 0) this.#byCaller.set(caller, left);
    else this.#byCaller.delete(caller);
  }
}

function tooMany(why: string): Failure {
  return new Failure('TOO_MANY_FEEDS', { message: `Too many event feeds: ${why}.` });
}
