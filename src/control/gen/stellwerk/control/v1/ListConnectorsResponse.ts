// Original file: proto/stellwerk/control/v1/connectors.proto

import type { ConnectorStatus as _stellwerk_control_v1_ConnectorStatus, ConnectorStatus__Output as _stellwerk_control_v1_ConnectorStatus__Output } from '../../../stellwerk/control/v1/ConnectorStatus.ts';

/**
 * All connectors.
 */
export interface ListConnectorsResponse {
  /**
   * In the order of the configuration.
   */
  'connectors'?: (_stellwerk_control_v1_ConnectorStatus)[];
}

/**
 * All connectors.
 */
export interface ListConnectorsResponse__Output {
  /**
   * In the order of the configuration.
   */
  'connectors': (_stellwerk_control_v1_ConnectorStatus__Output)[];
}
