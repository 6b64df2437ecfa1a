// Original file: proto/stellwerk/control/v1/access.proto


/**
 * Request for the caller's identity.
 */
export interface WhoAmIRequest {
}

/**
 * Request for the caller's identity.
 */
export interface WhoAmIRequest__Output {
}
