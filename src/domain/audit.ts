import type { FailureCode } from './failure-catalogue.ts';
import type { JsonObject } from './json.ts';

/** One command or change in the audit log, including denied ones. Never holds documents, secrets or personal data. */
export interface AuditEntry {
  /** Milliseconds since the Unix epoch. */
  readonly atMs: number;
  /** The caller's name; `anonymous` for a caller that proved no identity. */
  readonly who: string;
  /** How the caller proved its identity; null when it did not. */
  readonly by: 'loopback' | 'api-key' | 'oauth' | 'certificate' | null;
  readonly address: string;
  /** Service and method, such as `LaneService/PauseLane`, or an equivalent name for calls that do not use gRPC. */
  readonly method: string;
  /** The object of the call, such as `lane products/shop`; null when it names none. */
  readonly subject: string | null;
  /** The state or setting before and after the change; null where nothing changed or the value may not be kept. */
  readonly before: JsonObject | null;
  readonly after: JsonObject | null;
  /** `unknown` if the hub died during the call: the change may have been made or not. */
  readonly outcome: 'done' | 'denied' | 'failed' | 'unknown';
  /** Why the call was denied or failed; null otherwise. */
  readonly code: FailureCode | null;
}
