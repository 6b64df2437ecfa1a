// Original file: proto/stellwerk/control/v1/audit.proto

import type { AuditFilter as _stellwerk_control_v1_AuditFilter, AuditFilter__Output as _stellwerk_control_v1_AuditFilter__Output } from '../../../stellwerk/control/v1/AuditFilter.ts';

/**
 * Asks for a page of rows.
 */
export interface ListAuditEntriesRequest {
  /**
   * Which; absent: all.
   */
  'filter'?: (_stellwerk_control_v1_AuditFilter | null);
  /**
   * Rows in a page, 1 to 500; 0 means 50.
   */
  'pageSize'?: (number);
  /**
   * `next_page_token` of the page before; empty for the first.
   */
  'pageToken'?: (string);
}

/**
 * Asks for a page of rows.
 */
export interface ListAuditEntriesRequest__Output {
  /**
   * Which; absent: all.
   */
  'filter': (_stellwerk_control_v1_AuditFilter__Output | null);
  /**
   * Rows in a page, 1 to 500; 0 means 50.
   */
  'pageSize': (number);
  /**
   * `next_page_token` of the page before; empty for the first.
   */
  'pageToken': (string);
}
