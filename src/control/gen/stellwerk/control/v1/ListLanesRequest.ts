// Original file: proto/stellwerk/control/v1/lanes.proto


/**
 * Asks for all lanes.
 */
export interface ListLanesRequest {
}

/**
 * Asks for all lanes.
 */
export interface ListLanesRequest__Output {
}
