// Original file: proto/stellwerk/control/v1/access.proto


/**
 * Asks whom the hub takes the caller for.
 */
export interface WhoAmIRequest {
}

/**
 * Asks whom the hub takes the caller for.
 */
export interface WhoAmIRequest__Output {
}
