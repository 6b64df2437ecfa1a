// Original file: proto/stellwerk/control/v1/connectors.proto

import type { ConnectorState as _stellwerk_control_v1_ConnectorState, ConnectorState__Output as _stellwerk_control_v1_ConnectorState__Output } from '../../../stellwerk/control/v1/ConnectorState.ts';

/**
 * Request for a page of connectors. A connector must match every filter that is set.
 */
export interface ListConnectorsRequest {
  /**
   * The maximum number of connectors in the page, 1 to 1,000. 0 means 1,000, so one response holds
   * all connectors of a hub with no more than that.
   */
  'pageSize'?: (number);
  /**
   * The `next_page_token` of the previous page, with the same filters. Empty for the first page.
   */
  'pageToken'?: (string);
  /**
   * Only connectors whose name begins with this. Empty: any.
   */
  'namePrefix'?: (string);
  /**
   * Only connectors in one of these states. Empty: any.
   */
  'states'?: (_stellwerk_control_v1_ConnectorState)[];
}

/**
 * Request for a page of connectors. A connector must match every filter that is set.
 */
export interface ListConnectorsRequest__Output {
  /**
   * The maximum number of connectors in the page, 1 to 1,000. 0 means 1,000, so one response holds
   * all connectors of a hub with no more than that.
   */
  'pageSize': (number);
  /**
   * The `next_page_token` of the previous page, with the same filters. Empty for the first page.
   */
  'pageToken': (string);
  /**
   * Only connectors whose name begins with this. Empty: any.
   */
  'namePrefix': (string);
  /**
   * Only connectors in one of these states. Empty: any.
   */
  'states': (_stellwerk_control_v1_ConnectorState__Output)[];
}
