// Original file: proto/stellwerk/control/v1/streams.proto


/**
 * Request to watch all streams.
 */
export interface WatchStreamsRequest {
}

/**
 * Request to watch all streams.
 */
export interface WatchStreamsRequest__Output {
}
