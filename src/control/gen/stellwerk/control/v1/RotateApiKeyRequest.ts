// Original file: proto/stellwerk/control/v1/access.proto

import type { Duration as _google_protobuf_Duration, Duration__Output as _google_protobuf_Duration__Output } from '../../../google/protobuf/Duration.ts';

/**
 * Orders a successor of a key.
 */
export interface RotateApiKeyRequest {
  /**
   * The key that ends.
   */
  'id'?: (string);
  /**
   * How long the old key is still good for; absent or 0: not at all.
   */
  'grace'?: (_google_protobuf_Duration | null);
}

/**
 * Orders a successor of a key.
 */
export interface RotateApiKeyRequest__Output {
  /**
   * The key that ends.
   */
  'id': (string);
  /**
   * How long the old key is still good for; absent or 0: not at all.
   */
  'grace': (_google_protobuf_Duration__Output | null);
}
