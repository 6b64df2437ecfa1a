import type { AuditEntry } from '../domain/index.ts';

/** Where commands and denied calls are noted. `runtime` implements it. */
export interface AuditPort {
  /**
   * Resolves when the entry is on the disk. Entries that come at once share a transaction.
   * @throws Failure STORE_UNAVAILABLE; the entry may be noted nevertheless
   */
  record(entry: AuditEntry): Promise<void>;
  /**
   * What the subject of an entry says in place of a record's key, which may be personal (`keySubject`). The same for the same key,
   * until the log's pseudonyms are forgotten.
   */
  pseudonymOf(key: string): Promise<string>;
}
