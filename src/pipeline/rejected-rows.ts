import type { RejectedRow } from '../domain/index.ts';
import { Failure } from '../domain/index.ts';
import type { Burial, DeadLetters } from './ports.ts';

export interface RejectedRowsOptions {
  readonly stream: string;
  readonly semantics: 'state' | 'event';
  readonly deadLetters: DeadLetters;
}

/** What of one stream could not become records, whichever way it came: dead letters until their things come after all. */
export class RejectedRows {
  readonly #options: RejectedRowsOptions;

  constructor(options: RejectedRowsOptions) {
    this.#options = options;
  }

  /** Resolves when all are stored durably. The same row again changes nothing. */
  async bury(rows: readonly RejectedRow[]): Promise<void> {
    if (rows.length === 0) return;
    const { stream, deadLetters } = this.#options;
    await deadLetters.bury(rows.map((row) => toBurial(stream, row)));
  }

  /**
   * Closes the rows before, now that records of the same keys have been stored. Of events each counts: a later one does not make
   * up for one that is missing.
   * @param storedKeys asked only where there is something to close
   */
  async heal(storedKeys: () => readonly string[]): Promise<void> {
    const { stream, semantics, deadLetters } = this.#options;
    if (semantics === 'state') await deadLetters.closeRejected(stream, storedKeys);
  }
}

/** The keys of those records that were stored. */
export function keysStored(
  records: readonly { readonly key: string }[],
  tooLarge: readonly RejectedRow[],
): readonly string[] {
  const keys = records.map(({ key }) => key);
  if (tooLarge.length === 0) return keys;
  const leftOut = new Set(tooLarge.map(({ key }) => key));
  return keys.filter((key) => !leftOut.has(key));
}

/** A row that failed before any lane, for the dead letters. */
function toBurial(stream: string, row: RejectedRow): Burial {
  return {
    stream,
    lane: null,
    record: null,
    row,
    failure: new Failure('ROW_UNREADABLE', { message: `${row.position}: ${row.reason}` }),
    attempts: 0,
    history: [],
    atMs: Date.now(),
  };
}
