// Original file: proto/stellwerk/control/v1/access.proto


/**
 * Asks for all keys.
 */
export interface ListApiKeysRequest {
}

/**
 * Asks for all keys.
 */
export interface ListApiKeysRequest__Output {
}
