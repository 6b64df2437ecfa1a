import type { AuditEntry } from '../domain/index.ts';

/** Records every command and every refused call. `runtime` implements it. */
export interface AuditPort {
  /** Resolves when the entry is stored durably. @throws Failure STORE_UNAVAILABLE */
  record(entry: AuditEntry): Promise<void>;
}
