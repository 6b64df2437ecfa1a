// Original file: proto/stellwerk/control/v1/connectors.proto


/**
 * Asks for all connectors.
 */
export interface ListConnectorsRequest {
}

/**
 * Asks for all connectors.
 */
export interface ListConnectorsRequest__Output {
}
