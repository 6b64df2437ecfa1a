// Original file: proto/stellwerk/control/v1/connectors.proto


/**
 * Request for a connector.
 */
export interface GetConnectorRequest {
  /**
   * Name of the connector in the configuration.
   */
  'name'?: (string);
}

/**
 * Request for a connector.
 */
export interface GetConnectorRequest__Output {
  /**
   * Name of the connector in the configuration.
   */
  'name': (string);
}
