// Original file: proto/stellwerk/control/v1/connectors.proto

import type { ConnectorStatus as _stellwerk_control_v1_ConnectorStatus, ConnectorStatus__Output as _stellwerk_control_v1_ConnectorStatus__Output } from '../../../stellwerk/control/v1/ConnectorStatus.ts';

/**
 * The result of the request.
 */
export interface ResumeConnectorResponse {
  /**
   * Its status after the request was accepted.
   */
  'connector'?: (_stellwerk_control_v1_ConnectorStatus | null);
}

/**
 * The result of the request.
 */
export interface ResumeConnectorResponse__Output {
  /**
   * Its status after the request was accepted.
   */
  'connector': (_stellwerk_control_v1_ConnectorStatus__Output | null);
}
