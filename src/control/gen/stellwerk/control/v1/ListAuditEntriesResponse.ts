// Original file: proto/stellwerk/control/v1/audit.proto

import type { AuditEntry as _stellwerk_control_v1_AuditEntry, AuditEntry__Output as _stellwerk_control_v1_AuditEntry__Output } from '../../../stellwerk/control/v1/AuditEntry.ts';

/**
 * A page of rows.
 */
export interface ListAuditEntriesResponse {
  /**
   * Newest first.
   */
  'entries'?: (_stellwerk_control_v1_AuditEntry)[];
  /**
   * For the next page; empty when there is none.
   */
  'nextPageToken'?: (string);
}

/**
 * A page of rows.
 */
export interface ListAuditEntriesResponse__Output {
  /**
   * Newest first.
   */
  'entries': (_stellwerk_control_v1_AuditEntry__Output)[];
  /**
   * For the next page; empty when there is none.
   */
  'nextPageToken': (string);
}
