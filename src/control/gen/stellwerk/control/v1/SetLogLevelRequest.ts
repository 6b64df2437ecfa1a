// Original file: proto/stellwerk/control/v1/server_info.proto

import type { LogLevel as _stellwerk_control_v1_LogLevel, LogLevel__Output as _stellwerk_control_v1_LogLevel__Output } from '../../../stellwerk/control/v1/LogLevel.ts';

/**
 * How much the hub is to log.
 */
export interface SetLogLevelRequest {
  /**
   * The least that is logged; it has to be named.
   */
  'level'?: (_stellwerk_control_v1_LogLevel);
}

/**
 * How much the hub is to log.
 */
export interface SetLogLevelRequest__Output {
  /**
   * The least that is logged; it has to be named.
   */
  'level': (_stellwerk_control_v1_LogLevel__Output);
}
