// Original file: proto/stellwerk/control/v1/configuration.proto

import type { ConfigurationVersion as _stellwerk_control_v1_ConfigurationVersion, ConfigurationVersion__Output as _stellwerk_control_v1_ConfigurationVersion__Output } from '../../../stellwerk/control/v1/ConfigurationVersion.ts';

/**
 * A page of versions.
 */
export interface ListConfigurationVersionsResponse {
  /**
   * Newest first.
   */
  'versions'?: (_stellwerk_control_v1_ConfigurationVersion)[];
  /**
   * For the next page; empty when there is none.
   */
  'nextPageToken'?: (string);
}

/**
 * A page of versions.
 */
export interface ListConfigurationVersionsResponse__Output {
  /**
   * Newest first.
   */
  'versions': (_stellwerk_control_v1_ConfigurationVersion__Output)[];
  /**
   * For the next page; empty when there is none.
   */
  'nextPageToken': (string);
}
