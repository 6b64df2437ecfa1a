import type { FailureCode } from './failure-catalogue.ts';
import type { JsonObject } from './json.ts';

/** One command or change, also a denied one, as the audit log keeps it. Never holds documents, secrets or personal data. */
export interface AuditEntry {
  /** Milliseconds since the Unix epoch. */
  readonly atMs: number;
  /** The caller's name; `anonymous` for one that proved nothing. */
  readonly who: string;
  /** How the caller proved it; null for one that proved nothing. */
  readonly by: 'loopback' | 'api-key' | 'oauth' | 'certificate' | null;
  readonly address: string;
  /** Service and method, as `LaneService/PauseLane`, or the like of another door. */
  readonly method: string;
  /** What it was about, as `lane products/shop`; null when it names nothing. */
  readonly subject: string | null;
  /** The state or setting that changed, before and after it; null where nothing changed or nothing may be kept. */
  readonly before: JsonObject | null;
  readonly after: JsonObject | null;
  readonly outcome: 'done' | 'denied' | 'failed';
  /** Why it was denied or failed. */
  readonly code: FailureCode | null;
}
