// Original file: proto/stellwerk/control/v1/access.proto

import type { Duration as _google_protobuf_Duration, Duration__Output as _google_protobuf_Duration__Output } from '../../../google/protobuf/Duration.ts';

/**
 * Request to replace a key by a successor.
 */
export interface RotateApiKeyRequest {
  /**
   * Id of the key.
   */
  'id'?: (string);
  /**
   * How long the old key remains valid. Unset or 0: it ends at once.
   */
  'grace'?: (_google_protobuf_Duration | null);
}

/**
 * Request to replace a key by a successor.
 */
export interface RotateApiKeyRequest__Output {
  /**
   * Id of the key.
   */
  'id': (string);
  /**
   * How long the old key remains valid. Unset or 0: it ends at once.
   */
  'grace': (_google_protobuf_Duration__Output | null);
}
