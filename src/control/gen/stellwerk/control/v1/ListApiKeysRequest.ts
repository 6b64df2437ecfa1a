// Original file: proto/stellwerk/control/v1/access.proto


/**
 * Request to list all keys.
 */
export interface ListApiKeysRequest {
}

/**
 * Request to list all keys.
 */
export interface ListApiKeysRequest__Output {
}
