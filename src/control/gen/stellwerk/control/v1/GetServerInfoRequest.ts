// Original file: proto/stellwerk/control/v1/server_info.proto


/**
 * Asks what hub this is.
 */
export interface GetServerInfoRequest {
}

/**
 * Asks what hub this is.
 */
export interface GetServerInfoRequest__Output {
}
