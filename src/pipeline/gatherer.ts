import { setTimeout } from 'node:timers/promises';
import { Failure } from '../domain/index.ts';

export interface GathererOptions<Item, Answer> {
  /** Where the items are stored, for messages: `stream orders`. */
  readonly name: string;
  /**
   * Stores a batch durably. When it throws, nothing counts as stored. Called once at a time, with at most `maxItems` unless a
   * single caller brought more.
   */
  write(items: readonly Item[]): Promise<Written<Answer>>;
  /** Estimates the bytes that an item occupies while it waits. */
  weigh(item: Item): number;
  readonly limits?: Partial<GathererLimits>;
}

export interface Written<Answer> {
  /** One per item, in order. */
  readonly answers: readonly Answer[];
  /** Called after the callers were answered and before the next batch is written. Must not throw. */
  readonly finish?: () => Promise<void>;
}

export interface GathererLimits {
  /** How long the first item waits for others when no batch is being written. Default 2 ms. */
  readonly gatherMs: number;
  /** Of one batch. Default 1,000, the limit of the bus for an atomic batch. */
  readonly maxItems: number;
  /** Of one batch. Default 4 MiB. */
  readonly maxBytes: number;
  /** Of everything that waits. Default 20,000. */
  readonly maxWaitingItems: number;
  /** Of everything that waits. Default 64 MiB. */
  readonly maxWaitingBytes: number;
}

const defaults: GathererLimits = {
  gatherMs: 2,
  maxItems: 1_000,
  maxBytes: 4 * 1024 * 1024,
  maxWaitingItems: 20_000,
  maxWaitingBytes: 64 * 1024 * 1024,
};

/** The wait asked of a sender that was refused. */
const RETRY_AFTER_MS = 1_000;

interface Waiting<Item, Answer> {
  readonly items: readonly Item[];
  readonly bytes: number;
  readonly answer: (answers: readonly Answer[]) => void;
  readonly fail: (reason: unknown) => void;
}

/**
 * Gathers the items of many concurrent callers into few durable writes: an fsync costs the same for one record as for a thousand.
 * The next batch gathers while the current one is written, so batches grow with the load and an idle hub answers at once.
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
   * Resolves with one answer per item once all of them are stored. The items of one call are in the same batch.
   * @throws Failure INTAKE_BUSY when too much is waiting or the hub is stopping; whatever `write` throws. The items may then be
   * stored or not
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

  /** Accepts nothing more. Resolves when everything that waits is stored. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#working;
  }

  #requireRoom(items: number, bytes: number): void {
    const { maxWaitingItems, maxWaitingBytes } = this.#limits;
    const full =
      this.#waitingItems + items > maxWaitingItems || this.#waitingBytes + bytes > maxWaitingBytes;
    // A caller is accepted whatever its size when nothing else waits: otherwise a large one could never succeed.
    if (!this.#closed && (!full || this.#waitingItems === 0)) return;
    throw new Failure('INTAKE_BUSY', {
      message: this.#closed
        ? `The hub is stopping and accepts no more records for ${this.#options.name}.`
        : `Too many records (${this.#waitingItems}) are waiting to be stored in ${this.#options.name}.`,
      retryAfterMs: RETRY_AFTER_MS,
    });
  }

  async #work(): Promise<void> {
    await setTimeout(this.#limits.gatherMs);
    for (let batch = this.#take(); batch.length > 0; batch = this.#take()) {
      await this.#write(batch);
    }
    // Synchronously after the check that nothing is left, so that the next caller starts the work again.
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
