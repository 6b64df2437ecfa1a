// Original file: proto/stellwerk/control/v1/lanes.proto


/**
 * Asks to be told of all lanes and their changes.
 */
export interface WatchLanesRequest {
}

/**
 * Asks to be told of all lanes and their changes.
 */
export interface WatchLanesRequest__Output {
}
