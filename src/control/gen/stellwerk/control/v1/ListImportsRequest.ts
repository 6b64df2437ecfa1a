// Original file: proto/stellwerk/control/v1/imports.proto


/**
 * Request to list imports.
 */
export interface ListImportsRequest {
}

/**
 * Request to list imports.
 */
export interface ListImportsRequest__Output {
}
