import type { RejectedRow } from '../domain/index.ts';
import { Failure } from '../domain/index.ts';
import type { Burial, DeadLetters } from './ports.ts';

export interface RejectedRowsOptions {
  readonly stream: string;
  readonly semantics: 'state' | 'event';
  readonly deadLetters: DeadLetters;
}

/** Rows of one stream that could not become records, from any kind of intake: dead letters until a later record closes them. */
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
   * Closes earlier rows of keys whose records have now been stored. Applies to state only: a later event does not replace a missing
   * one.
   * @param storedKeys called only if there is something to close
   */
  async heal(storedKeys: () => readonly string[]): Promise<void> {
    const { stream, semantics, deadLetters } = this.#options;
    if (semantics === 'state') await deadLetters.closeRejected(stream, storedKeys);
  }
}

/** Returns the keys of the records that were stored. */
export function keysStored(
  records: readonly { readonly key: string }[],
  tooLarge: readonly RejectedRow[],
): readonly string[] {
  const keys = records.map(({ key }) => key);
  if (tooLarge.length === 0) return keys;
  const leftOut = new Set(tooLarge.map(({ key }) => key));
  return keys.filter((key) => !leftOut.has(key));
}

/** Makes a dead letter of a row that failed before it reached a lane. */
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
