import type {
  AuditFilter,
  AuditPage,
  AuditPoint,
  AuditStretch,
  AuditVerdict,
} from '../domain/index.ts';
import type { AuditPort } from './audit-port.ts';

/** The audit log as a whole, for whoever reads and checks it. Every call throws STORE_UNAVAILABLE when the database did not answer. */
export interface AuditLogPort extends AuditPort {
  /**
   * What the subject of an entry says in place of a record's key, which may be personal (`keySubject`). The same for the same key,
   * until what is held of it is erased.
   */
  pseudonymOf(key: string): Promise<string>;
  /** Newest first. */
  list(
    filter: AuditFilter,
    page: { readonly limit: number; readonly before: number | null },
  ): Promise<AuditPage>;
  /** The whole log, oldest first, piece by piece; the last piece reaches its head. */
  stretches(signal: AbortSignal): AsyncIterable<AuditStretch>;
  /** Walks the log up to its first fault, in constant memory. */
  verify(options: {
    readonly signal: AbortSignal;
    readonly expected: AuditPoint | null;
    /** Called every thousand rows or so. */
    readonly onProgress: (progress: { readonly checked: number; readonly total: number }) => void;
  }): Promise<AuditVerdict>;
}
