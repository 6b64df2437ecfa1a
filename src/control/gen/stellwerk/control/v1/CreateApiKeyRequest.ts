// Original file: proto/stellwerk/control/v1/access.proto

import type { Role as _stellwerk_control_v1_Role, Role__Output as _stellwerk_control_v1_Role__Output } from '../../../stellwerk/control/v1/Role.ts';
import type { StreamLimit as _stellwerk_control_v1_StreamLimit, StreamLimit__Output as _stellwerk_control_v1_StreamLimit__Output } from '../../../stellwerk/control/v1/StreamLimit.ts';
import type { Duration as _google_protobuf_Duration, Duration__Output as _google_protobuf_Duration__Output } from '../../../google/protobuf/Duration.ts';

/**
 * Request to create a key.
 */
export interface CreateApiKeyRequest {
  /**
   * Name of the key's user: 1 to 100 characters.
   */
  'name'?: (string);
  /**
   * The role that the key grants. Required.
   */
  'role'?: (_stellwerk_control_v1_Role);
  /**
   * The streams that the key is limited to. Unset: all streams. Streams need not be configured yet.
   */
  'limitedTo'?: (_stellwerk_control_v1_StreamLimit | null);
  /**
   * How long the key is valid. Unset: until it is revoked.
   */
  'lifetime'?: (_google_protobuf_Duration | null);
}

/**
 * Request to create a key.
 */
export interface CreateApiKeyRequest__Output {
  /**
   * Name of the key's user: 1 to 100 characters.
   */
  'name': (string);
  /**
   * The role that the key grants. Required.
   */
  'role': (_stellwerk_control_v1_Role__Output);
  /**
   * The streams that the key is limited to. Unset: all streams. Streams need not be configured yet.
   */
  'limitedTo': (_stellwerk_control_v1_StreamLimit__Output | null);
  /**
   * How long the key is valid. Unset: until it is revoked.
   */
  'lifetime': (_google_protobuf_Duration__Output | null);
}
