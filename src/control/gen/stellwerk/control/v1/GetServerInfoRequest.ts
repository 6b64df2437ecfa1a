// Original file: proto/stellwerk/control/v1/server_info.proto


/**
 * Request for information about the hub.
 */
export interface GetServerInfoRequest {
}

/**
 * Request for information about the hub.
 */
export interface GetServerInfoRequest__Output {
}
