// Original file: proto/stellwerk/control/v1/configuration.proto


/**
 * Request to watch the configuration.
 */
export interface WatchConfigurationRequest {
}

/**
 * Request to watch the configuration.
 */
export interface WatchConfigurationRequest__Output {
}
