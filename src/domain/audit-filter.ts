import type { AuditPoint, AuditRow } from './audit-chain.ts';
import type { AuditEntry } from './audit.ts';

/** Selects rows of the audit log. A row must match every given field. */
export interface AuditFilter {
  /** The caller's name. */
  readonly who?: string;
  /** A prefix of the method: `LaneService/` or `LaneService/PauseLane`. */
  readonly method?: string;
  /** The object, such as `lane products/shop`; objects inside it match too. */
  readonly subject?: string;
  /** A record's key. The log holds only its pseudonym, so the key matches until the pseudonym is forgotten. */
  readonly key?: string;
  readonly outcome?: AuditEntry['outcome'];
  /** Milliseconds since the Unix epoch, inclusive. */
  readonly sinceMs?: number;
  /** Milliseconds since the Unix epoch, exclusive. */
  readonly untilMs?: number;
}

/** A page of rows, newest first. */
export interface AuditPage {
  readonly rows: readonly AuditRow[];
  /** The value of `before` for the next page; null on the last page. */
  readonly next: number | null;
}

/** A range of rows, oldest first, with the start and head of the log at the same moment. */
export interface AuditStretch {
  readonly rows: readonly AuditRow[];
  /** The last pruned row; the chain begins after it. */
  readonly start: AuditPoint;
  readonly head: AuditPoint;
}

/** Returns the subject of a command about one record. @param pseudonym of the record's key, see AuditPort */
export function keySubject(subject: string, pseudonym: string): string {
  return `${subject} key ${pseudonym}`;
}
