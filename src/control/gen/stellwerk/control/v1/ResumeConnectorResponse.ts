// Original file: proto/stellwerk/control/v1/connectors.proto

import type { ConnectorStatus as _stellwerk_control_v1_ConnectorStatus, ConnectorStatus__Output as _stellwerk_control_v1_ConnectorStatus__Output } from '../../../stellwerk/control/v1/ConnectorStatus.ts';

/**
 * The order was carried out.
 */
export interface ResumeConnectorResponse {
  /**
   * Its status after the order was taken.
   */
  'connector'?: (_stellwerk_control_v1_ConnectorStatus | null);
}

/**
 * The order was carried out.
 */
export interface ResumeConnectorResponse__Output {
  /**
   * Its status after the order was taken.
   */
  'connector': (_stellwerk_control_v1_ConnectorStatus__Output | null);
}
