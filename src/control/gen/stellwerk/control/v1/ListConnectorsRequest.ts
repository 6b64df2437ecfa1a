// Original file: proto/stellwerk/control/v1/connectors.proto

import type { ConnectorState as _stellwerk_control_v1_ConnectorState, ConnectorState__Output as _stellwerk_control_v1_ConnectorState__Output } from '../../../stellwerk/control/v1/ConnectorState.ts';

/**
 * Asks for connectors: all that is given must hold. An empty request asks for all.
 */
export interface ListConnectorsRequest {
  /**
   * Connectors wanted at most, 1 to 1,000; 0: 1,000. So one answer holds all of a hub with fewer.
   */
  'pageSize'?: (number);
  /**
   * Empty for the first page; else the `next_page_token` of the page before, with the same filters.
   */
  'pageToken'?: (string);
  /**
   * Only those whose name begins so; empty: any.
   */
  'namePrefix'?: (string);
  /**
   * Only those in one of these states; empty: any.
   */
  'states'?: (_stellwerk_control_v1_ConnectorState)[];
}

/**
 * Asks for connectors: all that is given must hold. An empty request asks for all.
 */
export interface ListConnectorsRequest__Output {
  /**
   * Connectors wanted at most, 1 to 1,000; 0: 1,000. So one answer holds all of a hub with fewer.
   */
  'pageSize': (number);
  /**
   * Empty for the first page; else the `next_page_token` of the page before, with the same filters.
   */
  'pageToken': (string);
  /**
   * Only those whose name begins so; empty: any.
   */
  'namePrefix': (string);
  /**
   * Only those in one of these states; empty: any.
   */
  'states': (_stellwerk_control_v1_ConnectorState__Output)[];
}
