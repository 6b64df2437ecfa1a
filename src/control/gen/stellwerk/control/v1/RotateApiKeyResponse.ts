// Original file: proto/stellwerk/control/v1/access.proto

import type { ApiKey as _stellwerk_control_v1_ApiKey, ApiKey__Output as _stellwerk_control_v1_ApiKey__Output } from '../../../stellwerk/control/v1/ApiKey.ts';

/**
 * The successor. The hub stores only its hash.
 */
export interface RotateApiKeyResponse {
  /**
   * The successor as ListApiKeys returns it.
   */
  'key'?: (_stellwerk_control_v1_ApiKey | null);
  /**
   * The successor's secret.
   */
  'secret'?: (string);
}

/**
 * The successor. The hub stores only its hash.
 */
export interface RotateApiKeyResponse__Output {
  /**
   * The successor as ListApiKeys returns it.
   */
  'key': (_stellwerk_control_v1_ApiKey__Output | null);
  /**
   * The successor's secret.
   */
  'secret': (string);
}
