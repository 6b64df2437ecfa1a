// Original file: proto/stellwerk/control/v1/conflicts.proto


/**
 * Asks for conflicts.
 */
export interface ListConflictsRequest {
  /**
   * Only of this flow, as `twoWay.flow` names it; empty: any.
   */
  'flow'?: (string);
  /**
   * Conflicts wanted at most, 1 to 500; 0: 50.
   */
  'pageSize'?: (number);
  /**
   * Empty for the first page; else the `next_page_token` of the page before, with the same flow.
   */
  'pageToken'?: (string);
}

/**
 * Asks for conflicts.
 */
export interface ListConflictsRequest__Output {
  /**
   * Only of this flow, as `twoWay.flow` names it; empty: any.
   */
  'flow': (string);
  /**
   * Conflicts wanted at most, 1 to 500; 0: 50.
   */
  'pageSize': (number);
  /**
   * Empty for the first page; else the `next_page_token` of the page before, with the same flow.
   */
  'pageToken': (string);
}
