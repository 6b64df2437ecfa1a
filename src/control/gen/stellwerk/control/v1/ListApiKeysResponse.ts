// Original file: proto/stellwerk/control/v1/access.proto

import type { ApiKey as _stellwerk_control_v1_ApiKey, ApiKey__Output as _stellwerk_control_v1_ApiKey__Output } from '../../../stellwerk/control/v1/ApiKey.ts';

/**
 * All API keys.
 */
export interface ListApiKeysResponse {
  /**
   * Oldest first.
   */
  'keys'?: (_stellwerk_control_v1_ApiKey)[];
}

/**
 * All API keys.
 */
export interface ListApiKeysResponse__Output {
  /**
   * Oldest first.
   */
  'keys': (_stellwerk_control_v1_ApiKey__Output)[];
}
