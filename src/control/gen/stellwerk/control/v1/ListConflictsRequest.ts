// Original file: proto/stellwerk/control/v1/conflicts.proto


/**
 * Request for a page of conflicts.
 */
export interface ListConflictsRequest {
  /**
   * Only conflicts of this flow, as named by `twoWay.flow`. Empty: any flow.
   */
  'flow'?: (string);
  /**
   * The maximum number of conflicts in the page, 1 to 500. 0 means 50.
   */
  'pageSize'?: (number);
  /**
   * The `next_page_token` of the previous page, with the same flow. Empty for the first page.
   */
  'pageToken'?: (string);
}

/**
 * Request for a page of conflicts.
 */
export interface ListConflictsRequest__Output {
  /**
   * Only conflicts of this flow, as named by `twoWay.flow`. Empty: any flow.
   */
  'flow': (string);
  /**
   * The maximum number of conflicts in the page, 1 to 500. 0 means 50.
   */
  'pageSize': (number);
  /**
   * The `next_page_token` of the previous page, with the same flow. Empty for the first page.
   */
  'pageToken': (string);
}
