// Original file: proto/stellwerk/control/v1/access.proto

import type { ApiKey as _stellwerk_control_v1_ApiKey, ApiKey__Output as _stellwerk_control_v1_ApiKey__Output } from '../../../stellwerk/control/v1/ApiKey.ts';

/**
 * The key was stored by its hash.
 */
export interface CreateApiKeyResponse {
  /**
   * The key as it is listed.
   */
  'key'?: (_stellwerk_control_v1_ApiKey | null);
  /**
   * The key itself, as callers show it: `authorization: Bearer swk_...`.
   */
  'secret'?: (string);
}

/**
 * The key was stored by its hash.
 */
export interface CreateApiKeyResponse__Output {
  /**
   * The key as it is listed.
   */
  'key': (_stellwerk_control_v1_ApiKey__Output | null);
  /**
   * The key itself, as callers show it: `authorization: Bearer swk_...`.
   */
  'secret': (string);
}
