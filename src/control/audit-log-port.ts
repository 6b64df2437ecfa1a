import type {
  AuditFilter,
  AuditPage,
  AuditPoint,
  AuditStretch,
  AuditVerdict,
} from '../domain/index.ts';
import type { AuditPort } from './audit-port.ts';

/**
 * Access to the audit log for reading and verifying it. All methods throw Failure STORE_UNAVAILABLE if the database
 * does not answer.
 */
export interface AuditLogPort extends AuditPort {
  /**
   * Returns the pseudonym that an entry's subject holds in place of a record's key, which may be personal
   * (`keySubject`). It stays the same for the same key until the thing is erased.
   */
  pseudonymOf(key: string): Promise<string>;
  /** Newest first. */
  list(
    filter: AuditFilter,
    page: { readonly limit: number; readonly before: number | null },
  ): Promise<AuditPage>;
  /** Streams the whole log, oldest first; the last part reaches its head. */
  stretches(signal: AbortSignal): AsyncIterable<AuditStretch>;
  /** Verifies the log up to its first fault, in constant memory. */
  verify(options: {
    readonly signal: AbortSignal;
    readonly expected: AuditPoint | null;
    /** Called about every thousand rows. */
    readonly onProgress: (progress: { readonly checked: number; readonly total: number }) => void;
  }): Promise<AuditVerdict>;
}
