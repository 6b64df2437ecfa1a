// Original file: proto/stellwerk/control/v1/lanes.proto


/**
 * The key is paused.
 */
export interface PauseLaneKeyResponse {
}

/**
 * The key is paused.
 */
export interface PauseLaneKeyResponse__Output {
}
