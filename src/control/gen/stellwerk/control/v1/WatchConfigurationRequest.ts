// Original file: proto/stellwerk/control/v1/configuration.proto


/**
 * Asks to be told of the configuration.
 */
export interface WatchConfigurationRequest {
}

/**
 * Asks to be told of the configuration.
 */
export interface WatchConfigurationRequest__Output {
}
