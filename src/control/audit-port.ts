import type { AuditEntry } from '../domain/index.ts';

/** Records every command and every refused call. `runtime` implements it. All methods throw Failure STORE_UNAVAILABLE. */
export interface AuditPort {
  /**
   * Resolves when it is stored durably that a change is about to be made. If the process dies before the change is
   * recorded, the log gets this entry as it is.
   * @param entry with the outcome `unknown` @returns an id for `record`
   */
  intend(entry: AuditEntry): Promise<string>;
  /** Resolves when the entry is stored durably. @param intent the id of the intended change, which is then over */
  record(entry: AuditEntry, intent?: string): Promise<void>;
}
