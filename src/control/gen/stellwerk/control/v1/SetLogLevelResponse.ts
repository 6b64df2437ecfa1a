// Original file: proto/stellwerk/control/v1/server_info.proto

import type { LogLevel as _stellwerk_control_v1_LogLevel, LogLevel__Output as _stellwerk_control_v1_LogLevel__Output } from '../../../stellwerk/control/v1/LogLevel.ts';

/**
 * The log level now in effect.
 */
export interface SetLogLevelResponse {
  /**
   * The level.
   */
  'level'?: (_stellwerk_control_v1_LogLevel);
}

/**
 * The log level now in effect.
 */
export interface SetLogLevelResponse__Output {
  /**
   * The level.
   */
  'level': (_stellwerk_control_v1_LogLevel__Output);
}
