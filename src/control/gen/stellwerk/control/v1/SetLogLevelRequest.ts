// Original file: proto/stellwerk/control/v1/server_info.proto

import type { LogLevel as _stellwerk_control_v1_LogLevel, LogLevel__Output as _stellwerk_control_v1_LogLevel__Output } from '../../../stellwerk/control/v1/LogLevel.ts';

/**
 * Request to set the log level.
 */
export interface SetLogLevelRequest {
  /**
   * The lowest level to log. Required.
   */
  'level'?: (_stellwerk_control_v1_LogLevel);
}

/**
 * Request to set the log level.
 */
export interface SetLogLevelRequest__Output {
  /**
   * The lowest level to log. Required.
   */
  'level': (_stellwerk_control_v1_LogLevel__Output);
}
