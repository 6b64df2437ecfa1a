// Original file: proto/stellwerk/control/v1/access.proto

import type { ApiKey as _stellwerk_control_v1_ApiKey, ApiKey__Output as _stellwerk_control_v1_ApiKey__Output } from '../../../stellwerk/control/v1/ApiKey.ts';

/**
 * The key is revoked.
 */
export interface RevokeApiKeyResponse {
  /**
   * As it is listed now.
   */
  'key'?: (_stellwerk_control_v1_ApiKey | null);
}

/**
 * The key is revoked.
 */
export interface RevokeApiKeyResponse__Output {
  /**
   * As it is listed now.
   */
  'key': (_stellwerk_control_v1_ApiKey__Output | null);
}
