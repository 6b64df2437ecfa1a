// Original file: proto/stellwerk/control/v1/lanes.proto


/**
 * Request to watch all lanes.
 */
export interface WatchLanesRequest {
}

/**
 * Request to watch all lanes.
 */
export interface WatchLanesRequest__Output {
}
