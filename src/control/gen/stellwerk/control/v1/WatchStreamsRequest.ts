// Original file: proto/stellwerk/control/v1/streams.proto


/**
 * Asks to be told of all streams and their changes.
 */
export interface WatchStreamsRequest {
}

/**
 * Asks to be told of all streams and their changes.
 */
export interface WatchStreamsRequest__Output {
}
