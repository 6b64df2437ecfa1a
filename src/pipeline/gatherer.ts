import { setTimeout } from 'node:timers/promises';
import { Failure } from '../domain/index.ts';

export interface GathererOptions<Item, Answer> {
  /** What is stored, for messages: `stream orders`. */
  readonly name: string;
  /**
   * Stores a batch durably, or throws and then counts as if nothing was stored. One call at a time, never with more than
   * `maxItems`, unless one caller alone brought more.
   */
  write(items: readonly Item[]): Promise<Written<Answer>>;
  /** Roughly the bytes that an item holds while it waits. */
  weigh(item: Item): number;
  readonly limits?: Partial<GathererLimits>;
}

export interface Written<Answer> {
  /** One per item, in order. */
  readonly answers: readonly Answer[];
  /** What is left to do after the callers were answered and before the next batch is written. Must not throw. */
  readonly finish?: () => Promise<void>;
}

export interface GathererLimits {
  /** How long the first item waits for others when nothing is being written. Default 2 ms. */
  readonly gatherMs: number;
  /** Default 1,000, the bus's own limit for an atomic batch. */
  readonly maxItems: number;
  /** Of one batch. Default 4 MiB. */
  readonly maxBytes: number;
  /** Of all that waits. Default 20,000. */
  readonly maxWaitingItems: number;
  /** Of all that waits. Default 64 MiB. */
  readonly maxWaitingBytes: number;
}

const defaults: GathererLimits = {
  gatherMs: 2,
  maxItems: 1_000,
  maxBytes: 4 * 1024 * 1024,
  maxWaitingItems: 20_000,
  maxWaitingBytes: 64 * 1024 * 1024,
};

/** When a sender that was turned away comes again. */
const RETRY_AFTER_MS = 1_000;

interface Waiting<Item, Answer> {
  readonly items: readonly Item[];
  readonly bytes: number;
  readonly answer: (answers: readonly Answer[]) => void;
  readonly fail: (reason: unknown) => void;
}

/**
 * Gathers what many callers bring at once into few durable writes: an fsync costs the same for one record as for a thousand. While
 * a batch is written the next gathers by itself, so that batches grow with the load and an idle hub answers at once.
 */
export class Gatherer<Item, Answer> {
  readonly #options: GathererOptions<Item, Answer>;
  readonly #limits: GathererLimits;
  #waiting: Waiting<Item, Answer>[] = [];
  #waitingItems = 0;
  #waitingBytes = 0;
  #working: Promise<void> | null = null;
  #closed = false;

  constructor(options: GathererOptions<Item, Answer>) {
    this.#options = options;
    this.#limits = { ...defaults, ...options.limits };
  }

  /**
   * Resolves with one answer per item once all of them are stored; they come into one batch.
   * @throws Failure INTAKE_BUSY when too much waits or the hub stops; whatever `write` throws. Nothing of it is then promised
   */
  async add(items: readonly Item[]): Promise<readonly Answer[]> {
    if (items.length === 0) return [];
    const bytes = items.reduce((sum, item) => sum + this.#options.weigh(item), 0);
    this.#requireRoom(items.length, bytes);
    const { promise, resolve: answer, reject: fail } = Promise.withResolvers<readonly Answer[]>();
    this.#waiting.push({ items, bytes, answer, fail });
    this.#waitingItems += items.length;
    this.#waitingBytes += bytes;
    this.#working ??= this.#work();
    return promise;
  }

  /** Takes nothing more; resolves when what waits is stored. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#working;
  }

  #requireRoom(items: number, bytes: number): void {
    const { maxWaitingItems, maxWaitingBytes } = this.#limits;
    const full =
      this.#waitingItems + items > maxWaitingItems || this.#waitingBytes + bytes > maxWaitingBytes;
    // Whoever is alone is taken whatever he brings, else he could never come through.
    if (!this.#closed && (!full || this.#waitingItems === 0)) return;
    throw new Failure('INTAKE_BUSY', {
      message: this.#closed
        ? `The hub stops to take records for ${this.#options.name}.`
        : `${this.#waitingItems} records wait to be stored in ${this.#options.name}.`,
      retryAfterMs: RETRY_AFTER_MS,
    });
  }

  async #work(): Promise<void> {
    await setTimeout(this.#limits.gatherMs);
    for (let batch = this.#take(); batch.length > 0; batch = this.#take()) {
      await this.#write(batch);
    }
    // In the same breath in which nothing was left, so that who comes next begins anew.
    this.#working = null;
  }

  #take(): Waiting<Item, Answer>[] {
    const { maxItems, maxBytes } = this.#limits;
    let [items, bytes, taken] = [0, 0, 0];
    for (const one of this.#waiting) {
      const fits = items + one.items.length <= maxItems && bytes + one.bytes <= maxBytes;
      if (taken > 0 && !fits) break;
      items += one.items.length;
      bytes += one.bytes;
      taken += 1;
    }
    const batch = this.#waiting.slice(0, taken);
    this.#waiting = this.#waiting.slice(taken);
    this.#waitingItems -= items;
    this.#waitingBytes -= bytes;
    return batch;
  }

  async #write(batch: readonly Waiting<Item, Answer>[]): Promise<void> {
    try {
      const { answers, finish } = await this.#options.write(batch.flatMap(({ items }) => items));
      let from = 0;
      for (const { items, answer } of batch) {
        answer(answers.slice(from, from + items.length));
        from += items.length;
      }
      await finish?.();
    } catch (error) {
      for (const { fail } of batch) fail(error);
    }
  }
}
