// Original file: proto/stellwerk/control/v1/server_info.proto

import type { ServerInfo as _stellwerk_control_v1_ServerInfo, ServerInfo__Output as _stellwerk_control_v1_ServerInfo__Output } from '../../../stellwerk/control/v1/ServerInfo.ts';

/**
 * What hub this is.
 */
export interface GetServerInfoResponse {
  /**
   * It.
   */
  'info'?: (_stellwerk_control_v1_ServerInfo | null);
}

/**
 * What hub this is.
 */
export interface GetServerInfoResponse__Output {
  /**
   * It.
   */
  'info': (_stellwerk_control_v1_ServerInfo__Output | null);
}
