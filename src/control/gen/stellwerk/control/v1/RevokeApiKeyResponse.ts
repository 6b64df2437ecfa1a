// Original file: proto/stellwerk/control/v1/access.proto

import type { ApiKey as _stellwerk_control_v1_ApiKey, ApiKey__Output as _stellwerk_control_v1_ApiKey__Output } from '../../../stellwerk/control/v1/ApiKey.ts';

/**
 * The revoked key.
 */
export interface RevokeApiKeyResponse {
  /**
   * The key as ListApiKeys now returns it.
   */
  'key'?: (_stellwerk_control_v1_ApiKey | null);
}

/**
 * The revoked key.
 */
export interface RevokeApiKeyResponse__Output {
  /**
   * The key as ListApiKeys now returns it.
   */
  'key': (_stellwerk_control_v1_ApiKey__Output | null);
}
