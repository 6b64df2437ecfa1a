// Original file: proto/stellwerk/control/v1/connectors.proto


/**
 * Asks to be told of all connectors and their changes.
 */
export interface WatchConnectorsRequest {
}

/**
 * Asks to be told of all connectors and their changes.
 */
export interface WatchConnectorsRequest__Output {
}
