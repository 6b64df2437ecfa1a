// Original file: proto/stellwerk/control/v1/connectors.proto


/**
 * Request to resume a connector.
 */
export interface ResumeConnectorRequest {
  /**
   * Name of the connector in the configuration.
   */
  'name'?: (string);
  /**
   * Idempotency key: the hub carries out requests with the same id only once. INVALID_ARGUMENT if
   * the id was used for a different request. At most 128 characters: letters, digits and ._:- only.
   * Empty: each request is carried out.
   */
  'requestId'?: (string);
}

/**
 * Request to resume a connector.
 */
export interface ResumeConnectorRequest__Output {
  /**
   * Name of the connector in the configuration.
   */
  'name': (string);
  /**
   * Idempotency key: the hub carries out requests with the same id only once. INVALID_ARGUMENT if
   * the id was used for a different request. At most 128 characters: letters, digits and ._:- only.
   * Empty: each request is carried out.
   */
  'requestId': (string);
}
