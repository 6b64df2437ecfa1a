// Original file: proto/stellwerk/control/v1/server_info.proto

import type { LogLevel as _stellwerk_control_v1_LogLevel, LogLevel__Output as _stellwerk_control_v1_LogLevel__Output } from '../../../stellwerk/control/v1/LogLevel.ts';

/**
 * How much the hub logs now.
 */
export interface SetLogLevelResponse {
  /**
   * It.
   */
  'level'?: (_stellwerk_control_v1_LogLevel);
}

/**
 * How much the hub logs now.
 */
export interface SetLogLevelResponse__Output {
  /**
   * It.
   */
  'level': (_stellwerk_control_v1_LogLevel__Output);
}
