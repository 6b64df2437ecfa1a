// Original file: proto/stellwerk/control/v1/server_info.proto

import type { ServerInfo as _stellwerk_control_v1_ServerInfo, ServerInfo__Output as _stellwerk_control_v1_ServerInfo__Output } from '../../../stellwerk/control/v1/ServerInfo.ts';

/**
 * Information about the hub.
 */
export interface GetServerInfoResponse {
  /**
   * The hub.
   */
  'info'?: (_stellwerk_control_v1_ServerInfo | null);
}

/**
 * Information about the hub.
 */
export interface GetServerInfoResponse__Output {
  /**
   * The hub.
   */
  'info': (_stellwerk_control_v1_ServerInfo__Output | null);
}
