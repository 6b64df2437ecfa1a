// Original file: proto/stellwerk/control/v1/lanes.proto


/**
 * The key goes on.
 */
export interface ResumeLaneKeyResponse {
}

/**
 * The key goes on.
 */
export interface ResumeLaneKeyResponse__Output {
}
