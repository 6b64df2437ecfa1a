// Original file: proto/stellwerk/control/v1/server_info.proto

/**
 * From where on lines are logged; each level holds those below it.
 */
export const LogLevel = {
  /**
   * Not said.
   */
  LOG_LEVEL_UNSPECIFIED: 'LOG_LEVEL_UNSPECIFIED',
  /**
   * Nothing is logged.
   */
  LOG_LEVEL_SILENT: 'LOG_LEVEL_SILENT',
  /**
   * The hub ends.
   */
  LOG_LEVEL_FATAL: 'LOG_LEVEL_FATAL',
  /**
   * A person is needed.
   */
  LOG_LEVEL_ERROR: 'LOG_LEVEL_ERROR',
  /**
   * Something failed that is tried again.
   */
  LOG_LEVEL_WARN: 'LOG_LEVEL_WARN',
  /**
   * What happens seldom, and each batch in which records failed.
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
 * From where on lines are logged; each level holds those below it.
 */
export type LogLevel =
  /**
   * Not said.
   */
  | 'LOG_LEVEL_UNSPECIFIED'
  | 0
  /**
   * Nothing is logged.
   */
  | 'LOG_LEVEL_SILENT'
  | 1
  /**
   * The hub ends.
   */
  | 'LOG_LEVEL_FATAL'
  | 2
  /**
   * A person is needed.
   */
  | 'LOG_LEVEL_ERROR'
  | 3
  /**
   * Something failed that is tried again.
   */
  | 'LOG_LEVEL_WARN'
  | 4
  /**
   * What happens seldom, and each batch in which records failed.
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
 * From where on lines are logged; each level holds those below it.
 */
export type LogLevel__Output = typeof LogLevel[keyof typeof LogLevel]
