import type { Cursor } from '../../../connector-api/index.ts';
import { orAborted } from '../../common/or-aborted.ts';

/**
 * Waits until a page, and thus every page before it, is stored. Needed because the hub already asks for the next page while it
 * stores this one.
 */
export class StoredPage {
  #cursor: Cursor | null = null;
  #stored = Promise.withResolvers<void>();

  /** Notes that the page with this cursor is returned to the hub. */
  give(cursor: Cursor): void {
    this.#cursor = cursor;
    this.#stored = Promise.withResolvers();
  }

  /** Notes that the page with this cursor is stored. */
  confirm(cursor: Cursor): void {
    if (cursor === this.#cursor) this.#stored.resolve();
  }

  /** Resolves when the page with this cursor is stored. At once for any other cursor: a new run starts from a stored one. */
  async wait(cursor: Cursor | null, signal: AbortSignal): Promise<void> {
    if (cursor !== null && cursor === this.#cursor) await orAborted(this.#stored.promise, signal);
  }
}
