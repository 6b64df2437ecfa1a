// Original file: proto/stellwerk/control/v1/imports.proto


/**
 * Asks for all imports.
 */
export interface ListImportsRequest {
}

/**
 * Asks for all imports.
 */
export interface ListImportsRequest__Output {
}
