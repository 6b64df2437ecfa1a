// Original file: proto/stellwerk/control/v1/connectors.proto


/**
 * Request to watch all connectors.
 */
export interface WatchConnectorsRequest {
}

/**
 * Request to watch all connectors.
 */
export interface WatchConnectorsRequest__Output {
}
