import type pg from 'pg';
import type { Row } from '../relay/product.ts';
import { upsert } from '../relay/product.ts';
import { WINDOW } from './feed.ts';

interface Waiting {
  readonly row: Row;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Writes rows that many jobs hand in one by one with few statements: rows that arrive during an upsert go into the next. A job is
 * told when its row is committed.
 */
export class Collector {
  readonly #pool: pg.Pool;
  readonly #waiting: Waiting[] = [];
  #writing = false;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  /** Resolves when the row is committed. */
  add(row: Row): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#waiting.push({ row, resolve, reject });
    if (!this.#writing) {
      this.#writing = true;
      // Jobs that start in the same turn of the event loop are included.
      setImmediate(() => void this.#writeAll());
    }
    return promise;
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, WINDOW);
      try {
        await upsert(
          this.#pool,
          batch.map(({ row }) => row),
        );
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.#writing = false;
  }
}
