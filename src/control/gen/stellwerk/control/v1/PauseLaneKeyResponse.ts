// Original file: proto/stellwerk/control/v1/lanes.proto


/**
 * The key waits.
 */
export interface PauseLaneKeyResponse {
}

/**
 * The key waits.
 */
export interface PauseLaneKeyResponse__Output {
}
