// Original file: proto/stellwerk/control/v1/audit.proto

import type { AuditEntry as _stellwerk_control_v1_AuditEntry, AuditEntry__Output as _stellwerk_control_v1_AuditEntry__Output } from '../../../stellwerk/control/v1/AuditEntry.ts';

/**
 * A page of rows.
 */
export interface ListAuditEntriesResponse {
  /**
   * The rows, newest first.
   */
  'entries'?: (_stellwerk_control_v1_AuditEntry)[];
  /**
   * Token of the next page; empty if this is the last page.
   */
  'nextPageToken'?: (string);
}

/**
 * A page of rows.
 */
export interface ListAuditEntriesResponse__Output {
  /**
   * The rows, newest first.
   */
  'entries': (_stellwerk_control_v1_AuditEntry__Output)[];
  /**
   * Token of the next page; empty if this is the last page.
   */
  'nextPageToken': (string);
}
