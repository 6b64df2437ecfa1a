// Original file: proto/stellwerk/control/v1/connectors.proto

import type { ConnectorStatus as _stellwerk_control_v1_ConnectorStatus, ConnectorStatus__Output as _stellwerk_control_v1_ConnectorStatus__Output } from '../../../stellwerk/control/v1/ConnectorStatus.ts';

/**
 * The order was carried out.
 */
export interface PauseConnectorResponse {
  /**
   * Its status after the pause took hold.
   */
  'connector'?: (_stellwerk_control_v1_ConnectorStatus | null);
}

/**
 * The order was carried out.
 */
export interface PauseConnectorResponse__Output {
  /**
   * Its status after the pause took hold.
   */
  'connector': (_stellwerk_control_v1_ConnectorStatus__Output | null);
}
