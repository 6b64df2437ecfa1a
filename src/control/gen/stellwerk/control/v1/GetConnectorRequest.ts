// Original file: proto/stellwerk/control/v1/connectors.proto


/**
 * Asks for one connector.
 */
export interface GetConnectorRequest {
  /**
   * Name as in the configuration.
   */
  'name'?: (string);
}

/**
 * Asks for one connector.
 */
export interface GetConnectorRequest__Output {
  /**
   * Name as in the configuration.
   */
  'name': (string);
}
