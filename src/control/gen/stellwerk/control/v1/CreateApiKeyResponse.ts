// Original file: proto/stellwerk/control/v1/access.proto

import type { ApiKey as _stellwerk_control_v1_ApiKey, ApiKey__Output as _stellwerk_control_v1_ApiKey__Output } from '../../../stellwerk/control/v1/ApiKey.ts';

/**
 * The new key. The hub stores only its hash.
 */
export interface CreateApiKeyResponse {
  /**
   * The key as ListApiKeys returns it.
   */
  'key'?: (_stellwerk_control_v1_ApiKey | null);
  /**
   * The secret, which callers send as `authorization: Bearer swk_...`.
   */
  'secret'?: (string);
}

/**
 * The new key. The hub stores only its hash.
 */
export interface CreateApiKeyResponse__Output {
  /**
   * The key as ListApiKeys returns it.
   */
  'key': (_stellwerk_control_v1_ApiKey__Output | null);
  /**
   * The secret, which callers send as `authorization: Bearer swk_...`.
   */
  'secret': (string);
}
