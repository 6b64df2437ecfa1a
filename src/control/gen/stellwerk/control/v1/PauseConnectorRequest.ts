// Original file: proto/stellwerk/control/v1/connectors.proto


/**
 * Orders a connector to pause.
 */
export interface PauseConnectorRequest {
  /**
   * Name as in the configuration.
   */
  'name'?: (string);
  /**
   * Names the intent: a request repeated under the same id is carried out once. Letters, digits and
   * ._:- only, at most 128. Empty: every request is an intent of its own.
   */
  'requestId'?: (string);
}

/**
 * Orders a connector to pause.
 */
export interface PauseConnectorRequest__Output {
  /**
   * Name as in the configuration.
   */
  'name': (string);
  /**
   * Names the intent: a request repeated under the same id is carried out once. Letters, digits and
   * ._:- only, at most 128. Empty: every request is an intent of its own.
   */
  'requestId': (string);
}
