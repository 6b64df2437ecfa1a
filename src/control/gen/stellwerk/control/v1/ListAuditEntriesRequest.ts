// Original file: proto/stellwerk/control/v1/audit.proto

import type { AuditFilter as _stellwerk_control_v1_AuditFilter, AuditFilter__Output as _stellwerk_control_v1_AuditFilter__Output } from '../../../stellwerk/control/v1/AuditFilter.ts';

/**
 * Request for a page of rows.
 */
export interface ListAuditEntriesRequest {
  /**
   * Selects the rows. Unset: all.
   */
  'filter'?: (_stellwerk_control_v1_AuditFilter | null);
  /**
   * The maximum number of rows in the page, 1 to 500. 0 means 50.
   */
  'pageSize'?: (number);
  /**
   * The `next_page_token` of the previous page. Empty for the first page.
   */
  'pageToken'?: (string);
}

/**
 * Request for a page of rows.
 */
export interface ListAuditEntriesRequest__Output {
  /**
   * Selects the rows. Unset: all.
   */
  'filter': (_stellwerk_control_v1_AuditFilter__Output | null);
  /**
   * The maximum number of rows in the page, 1 to 500. 0 means 50.
   */
  'pageSize': (number);
  /**
   * The `next_page_token` of the previous page. Empty for the first page.
   */
  'pageToken': (string);
}
