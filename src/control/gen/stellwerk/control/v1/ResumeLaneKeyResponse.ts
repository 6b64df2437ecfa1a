// Original file: proto/stellwerk/control/v1/lanes.proto


/**
 * The key is no longer paused.
 */
export interface ResumeLaneKeyResponse {
}

/**
 * The key is no longer paused.
 */
export interface ResumeLaneKeyResponse__Output {
}
