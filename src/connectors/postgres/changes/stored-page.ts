import type { Cursor } from '../../../connector-api/index.ts';
import { orAborted } from '../database.ts';

/** Tells when one page is stored, and with it all before. The hub stores pages while it asks for the next. */
export class StoredPage {
  #cursor: Cursor | null = null;
  #stored = Promise.withResolvers<void>();

  /** The page with this cursor is given to the hub. */
  give(cursor: Cursor): void {
    this.#cursor = cursor;
    this.#stored = Promise.withResolvers();
  }

  /** The page with this cursor is stored. */
  confirm(cursor: Cursor): void {
    if (cursor === this.#cursor) this.#stored.resolve();
  }

  /** Resolves when the page with this cursor is stored. A run that has just begun starts from one that is. */
  async wait(cursor: Cursor | null, signal: AbortSignal): Promise<void> {
    if (cursor !== null && cursor === this.#cursor) await orAborted(this.#stored.promise, signal);
  }
}
