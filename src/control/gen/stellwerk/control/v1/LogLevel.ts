// Original file: proto/stellwerk/control/v1/server_info.proto

/**
 * A log level. Each level includes the more severe levels before it.
 */
export const LogLevel = {
  /**
   * Not specified.
   */
  LOG_LEVEL_UNSPECIFIED: 'LOG_LEVEL_UNSPECIFIED',
  /**
   * Logs nothing.
   */
  LOG_LEVEL_SILENT: 'LOG_LEVEL_SILENT',
  /**
   * The hub terminates.
   */
  LOG_LEVEL_FATAL: 'LOG_LEVEL_FATAL',
  /**
   * An operator has to act.
   */
  LOG_LEVEL_ERROR: 'LOG_LEVEL_ERROR',
  /**
   * Something failed and will be retried.
   */
  LOG_LEVEL_WARN: 'LOG_LEVEL_WARN',
  /**
   * Infrequent events, and each batch in which records failed.
   */
  LOG_LEVEL_INFO: 'LOG_LEVEL_INFO',
  /**
   * Each batch and each failed attempt.
   */
  LOG_LEVEL_DEBUG: 'LOG_LEVEL_DEBUG',
  /**
   * Everything.
   */
  LOG_LEVEL_TRACE: 'LOG_LEVEL_TRACE',
} as const;

/**
 * A log level. Each level includes the more severe levels before it.
 */
export type LogLevel =
  /**
   * Not specified.
   */
  | 'LOG_LEVEL_UNSPECIFIED'
  | 0
  /**
   * Logs nothing.
   */
  | 'LOG_LEVEL_SILENT'
  | 1
  /**
   * The hub terminates.
   */
  | 'LOG_LEVEL_FATAL'
  | 2
  /**
   * An operator has to act.
   */
  | 'LOG_LEVEL_ERROR'
  | 3
  /**
   * Something failed and will be retried.
   */
  | 'LOG_LEVEL_WARN'
  | 4
  /**
   * Infrequent events, and each batch in which records failed.
   */
  | 'LOG_LEVEL_INFO'
  | 5
  /**
   * Each batch and each failed attempt.
   */
  | 'LOG_LEVEL_DEBUG'
  | 6
  /**
   * Everything.
   */
  | 'LOG_LEVEL_TRACE'
  | 7

/**
 * A log level. Each level includes the more severe levels before it.
 */
export type LogLevel__Output = typeof LogLevel[keyof typeof LogLevel]
