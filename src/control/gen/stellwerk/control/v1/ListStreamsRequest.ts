// Original file: proto/stellwerk/control/v1/streams.proto


/**
 * Asks for all streams.
 */
export interface ListStreamsRequest {
}

/**
 * Asks for all streams.
 */
export interface ListStreamsRequest__Output {
}
