// Original file: proto/stellwerk/control/v1/access.proto

import type { Role as _stellwerk_control_v1_Role, Role__Output as _stellwerk_control_v1_Role__Output } from '../../../stellwerk/control/v1/Role.ts';
import type { StreamLimit as _stellwerk_control_v1_StreamLimit, StreamLimit__Output as _stellwerk_control_v1_StreamLimit__Output } from '../../../stellwerk/control/v1/StreamLimit.ts';
import type { Duration as _google_protobuf_Duration, Duration__Output as _google_protobuf_Duration__Output } from '../../../google/protobuf/Duration.ts';

/**
 * Orders a key.
 */
export interface CreateApiKeyRequest {
  /**
   * Who uses it: 1 to 100 characters.
   */
  'name'?: (string);
  /**
   * Required.
   */
  'role'?: (_stellwerk_control_v1_Role);
  /**
   * Absent: everywhere. Names that are not configured (yet) are allowed.
   */
  'limitedTo'?: (_stellwerk_control_v1_StreamLimit | null);
  /**
   * How long it is good for; absent: until it is revoked.
   */
  'lifetime'?: (_google_protobuf_Duration | null);
}

/**
 * Orders a key.
 */
export interface CreateApiKeyRequest__Output {
  /**
   * Who uses it: 1 to 100 characters.
   */
  'name': (string);
  /**
   * Required.
   */
  'role': (_stellwerk_control_v1_Role__Output);
  /**
   * Absent: everywhere. Names that are not configured (yet) are allowed.
   */
  'limitedTo': (_stellwerk_control_v1_StreamLimit__Output | null);
  /**
   * How long it is good for; absent: until it is revoked.
   */
  'lifetime': (_google_protobuf_Duration__Output | null);
}
