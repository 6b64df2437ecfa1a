// Original file: proto/stellwerk/control/v1/configuration.proto


/**
 * Asks for a page of versions.
 */
export interface ListConfigurationVersionsRequest {
  /**
   * Versions in a page, 1 to 500; 0 means 50.
   */
  'pageSize'?: (number);
  /**
   * `next_page_token` of the page before; empty for the first.
   */
  'pageToken'?: (string);
}

/**
 * Asks for a page of versions.
 */
export interface ListConfigurationVersionsRequest__Output {
  /**
   * Versions in a page, 1 to 500; 0 means 50.
   */
  'pageSize': (number);
  /**
   * `next_page_token` of the page before; empty for the first.
   */
  'pageToken': (string);
}
