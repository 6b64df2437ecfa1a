import type { AuditEntry } from '../domain/index.ts';

/** Where every command, and every call that was refused, is noted. `runtime` fills it. */
export interface AuditPort {
  /** Resolves when the entry is stored durably. @throws Failure STORE_UNAVAILABLE */
  record(entry: AuditEntry): Promise<void>;
}
