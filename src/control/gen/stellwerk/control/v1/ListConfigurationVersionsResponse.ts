// Original file: proto/stellwerk/control/v1/configuration.proto

import type { ConfigurationVersion as _stellwerk_control_v1_ConfigurationVersion, ConfigurationVersion__Output as _stellwerk_control_v1_ConfigurationVersion__Output } from '../../../stellwerk/control/v1/ConfigurationVersion.ts';

/**
 * A page of versions.
 */
export interface ListConfigurationVersionsResponse {
  /**
   * The versions, newest first.
   */
  'versions'?: (_stellwerk_control_v1_ConfigurationVersion)[];
  /**
   * Token of the next page; empty if this is the last page.
   */
  'nextPageToken'?: (string);
}

/**
 * A page of versions.
 */
export interface ListConfigurationVersionsResponse__Output {
  /**
   * The versions, newest first.
   */
  'versions': (_stellwerk_control_v1_ConfigurationVersion__Output)[];
  /**
   * Token of the next page; empty if this is the last page.
   */
  'nextPageToken': (string);
}
