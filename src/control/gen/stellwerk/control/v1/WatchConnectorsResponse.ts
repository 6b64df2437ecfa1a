// Original file: proto/stellwerk/control/v1/connectors.proto

import type { ConnectorStatus as _stellwerk_control_v1_ConnectorStatus, ConnectorStatus__Output as _stellwerk_control_v1_ConnectorStatus__Output } from '../../../stellwerk/control/v1/ConnectorStatus.ts';

/**
 * The full state first, then changes.
 */
export interface WatchConnectorsResponse {
  /**
   * All connectors in the first message; later, those whose status differs from what was last sent.
   * Each status is complete.
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
   * All connectors in the first message; later, those whose status differs from what was last sent.
   * Each status is complete.
   */
  'connectors': (_stellwerk_control_v1_ConnectorStatus__Output)[];
  /**
   * Names of connectors that are no longer configured; empty in the first message.
   */
  'removed': (string)[];
}
