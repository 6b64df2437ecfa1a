// Original file: proto/stellwerk/control/v1/connectors.proto

import type { ConnectorStatus as _stellwerk_control_v1_ConnectorStatus, ConnectorStatus__Output as _stellwerk_control_v1_ConnectorStatus__Output } from '../../../stellwerk/control/v1/ConnectorStatus.ts';

/**
 * A page of connectors.
 */
export interface ListConnectorsResponse {
  /**
   * The connectors, in the order of the configuration.
   */
  'connectors'?: (_stellwerk_control_v1_ConnectorStatus)[];
  /**
   * Token of the next page; empty if this is the last page.
   */
  'nextPageToken'?: (string);
}

/**
 * A page of connectors.
 */
export interface ListConnectorsResponse__Output {
  /**
   * The connectors, in the order of the configuration.
   */
  'connectors': (_stellwerk_control_v1_ConnectorStatus__Output)[];
  /**
   * Token of the next page; empty if this is the last page.
   */
  'nextPageToken': (string);
}
