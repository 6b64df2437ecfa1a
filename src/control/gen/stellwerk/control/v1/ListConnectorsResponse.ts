// Original file: proto/stellwerk/control/v1/connectors.proto

import type { ConnectorStatus as _stellwerk_control_v1_ConnectorStatus, ConnectorStatus__Output as _stellwerk_control_v1_ConnectorStatus__Output } from '../../../stellwerk/control/v1/ConnectorStatus.ts';

/**
 * A page of connectors.
 */
export interface ListConnectorsResponse {
  /**
   * In the order of the configuration.
   */
  'connectors'?: (_stellwerk_control_v1_ConnectorStatus)[];
  /**
   * Asks for the next page; empty when this is the last.
   */
  'nextPageToken'?: (string);
}

/**
 * A page of connectors.
 */
export interface ListConnectorsResponse__Output {
  /**
   * In the order of the configuration.
   */
  'connectors': (_stellwerk_control_v1_ConnectorStatus__Output)[];
  /**
   * Asks for the next page; empty when this is the last.
   */
  'nextPageToken': (string);
}
