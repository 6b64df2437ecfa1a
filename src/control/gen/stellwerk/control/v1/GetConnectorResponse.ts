// Original file: proto/stellwerk/control/v1/connectors.proto

import type { ConnectorStatus as _stellwerk_control_v1_ConnectorStatus, ConnectorStatus__Output as _stellwerk_control_v1_ConnectorStatus__Output } from '../../../stellwerk/control/v1/ConnectorStatus.ts';

/**
 * A connector.
 */
export interface GetConnectorResponse {
  /**
   * Its current status.
   */
  'connector'?: (_stellwerk_control_v1_ConnectorStatus | null);
}

/**
 * A connector.
 */
export interface GetConnectorResponse__Output {
  /**
   * Its current status.
   */
  'connector': (_stellwerk_control_v1_ConnectorStatus__Output | null);
}
