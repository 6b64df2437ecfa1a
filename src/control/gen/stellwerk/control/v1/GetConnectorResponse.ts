// Original file: proto/stellwerk/control/v1/connectors.proto

import type { ConnectorStatus as _stellwerk_control_v1_ConnectorStatus, ConnectorStatus__Output as _stellwerk_control_v1_ConnectorStatus__Output } from '../../../stellwerk/control/v1/ConnectorStatus.ts';

/**
 * One connector.
 */
export interface GetConnectorResponse {
  /**
   * Its status at this moment.
   */
  'connector'?: (_stellwerk_control_v1_ConnectorStatus | null);
}

/**
 * One connector.
 */
export interface GetConnectorResponse__Output {
  /**
   * Its status at this moment.
   */
  'connector': (_stellwerk_control_v1_ConnectorStatus__Output | null);
}
