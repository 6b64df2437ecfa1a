// Original file: proto/stellwerk/control/v1/connectors.proto

import type { ConnectorStatus as _stellwerk_control_v1_ConnectorStatus, ConnectorStatus__Output as _stellwerk_control_v1_ConnectorStatus__Output } from '../../../stellwerk/control/v1/ConnectorStatus.ts';

/**
 * The full state first, then changes.
 */
export interface WatchConnectorsResponse {
  /**
   * In the first message all connectors; later those whose status differs from what was sent last,
   * each complete.
   */
  'connectors'?: (_stellwerk_control_v1_ConnectorStatus)[];
  /**
   * Names of connectors that are no longer configured; empty in the first message.
   */
  'removed'?: (string)[];
}

/**
 * The full state first, then changes.
 */
export interface WatchConnectorsResponse__Output {
  /**
   * In the first message all connectors; later those whose status differs from what was sent last,
   * each complete.
   */
  'connectors': (_stellwerk_control_v1_ConnectorStatus__Output)[];
  /**
   * Names of connectors that are no longer configured; empty in the first message.
   */
  'removed': (string)[];
}
