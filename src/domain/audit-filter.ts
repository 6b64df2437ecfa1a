import type { AuditPoint, AuditRow } from './audit-chain.ts';
import type { AuditEntry } from './audit.ts';

/** Which rows of the audit log are meant: all that is given must hold. */
export interface AuditFilter {
  /** The caller's name. */
  readonly who?: string;
  /** What the method begins with: `LaneService/` or `LaneService/PauseLane`. */
  readonly method?: string;
  /** What it was about, as `lane products/shop`; what is within it counts too. */
  readonly subject?: string;
  /** A record's key. The log holds its pseudonym only, so it is found until that is forgotten. */
  readonly key?: string;
  readonly outcome?: AuditEntry['outcome'];
  /** Milliseconds since the Unix epoch, included. */
  readonly sinceMs?: number;
  /** Not included. */
  readonly untilMs?: number;
}

/** A part of a list, newest first. */
export interface AuditPage {
  readonly rows: readonly AuditRow[];
  /** What `before` of the next page is; null when there is none. */
  readonly next: number | null;
}

/** A part of the whole log, oldest first, with what the log says of itself at the same moment. */
export interface AuditStretch {
  readonly rows: readonly AuditRow[];
  /** The last pruned row; the chain begins behind it. */
  readonly start: AuditPoint;
  readonly head: AuditPoint;
}

/** How the subject of a command about one record is written. @param pseudonym of the record's key, see AuditPort */
export function keySubject(subject: string, pseudonym: string): string {
  return `${subject} key ${pseudonym}`;
}
