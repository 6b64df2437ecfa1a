// Original file: proto/stellwerk/control/v1/configuration.proto


/**
 * Request for a page of versions.
 */
export interface ListConfigurationVersionsRequest {
  /**
   * The maximum number of versions in the page, 1 to 500. 0 means 50.
   */
  'pageSize'?: (number);
  /**
   * The `next_page_token` of the previous page. Empty for the first page.
   */
  'pageToken'?: (string);
}

/**
 * Request for a page of versions.
 */
export interface ListConfigurationVersionsRequest__Output {
  /**
   * The maximum number of versions in the page, 1 to 500. 0 means 50.
   */
  'pageSize': (number);
  /**
   * The `next_page_token` of the previous page. Empty for the first page.
   */
  'pageToken': (string);
}
