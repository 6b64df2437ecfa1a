// Original file: proto/stellwerk/control/v1/access.proto

import type { ApiKey as _stellwerk_control_v1_ApiKey, ApiKey__Output as _stellwerk_control_v1_ApiKey__Output } from '../../../stellwerk/control/v1/ApiKey.ts';

/**
 * The successor was stored by its hash.
 */
export interface RotateApiKeyResponse {
  /**
   * The successor as it is listed.
   */
  'key'?: (_stellwerk_control_v1_ApiKey | null);
  /**
   * The successor itself.
   */
  'secret'?: (string);
}

/**
 * The successor was stored by its hash.
 */
export interface RotateApiKeyResponse__Output {
  /**
   * The successor as it is listed.
   */
  'key': (_stellwerk_control_v1_ApiKey__Output | null);
  /**
   * The successor itself.
   */
  'secret': (string);
}
