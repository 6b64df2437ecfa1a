// Original file: proto/stellwerk/control/v1/access.proto

import type { Role as _stellwerk_control_v1_Role, Role__Output as _stellwerk_control_v1_Role__Output } from '../../../stellwerk/control/v1/Role.ts';
import type { StreamLimit as _stellwerk_control_v1_StreamLimit, StreamLimit__Output as _stellwerk_control_v1_StreamLimit__Output } from '../../../stellwerk/control/v1/StreamLimit.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

/**
 * An API key, without its secret.
 */
export interface ApiKey {
  /**
   * The public half of the key, used to rotate and revoke it: sixteen hexadecimal digits.
   */
  'id'?: (string);
  /**
   * Name of the key's user.
   */
  'name'?: (string);
  /**
   * The role that it grants.
   */
  'role'?: (_stellwerk_control_v1_Role);
  /**
   * The streams that the role is limited to. Unset: all streams.
   */
  'limitedTo'?: (_stellwerk_control_v1_StreamLimit | null);
  /**
   * When the key was created.
   */
  'createTime'?: (_google_protobuf_Timestamp | null);
  /**
   * When the key expires. Unset: never.
   */
  'expireTime'?: (_google_protobuf_Timestamp | null);
  /**
   * When the key was revoked. Unset if it was not.
   */
  'revokeTime'?: (_google_protobuf_Timestamp | null);
  /**
   * When the key was last used, to within a minute. Unset if it was never used.
   */
  'lastUseTime'?: (_google_protobuf_Timestamp | null);
}

/**
 * An API key, without its secret.
 */
export interface ApiKey__Output {
  /**
   * The public half of the key, used to rotate and revoke it: sixteen hexadecimal digits.
   */
  'id': (string);
  /**
   * Name of the key's user.
   */
  'name': (string);
  /**
   * The role that it grants.
   */
  'role': (_stellwerk_control_v1_Role__Output);
  /**
   * The streams that the role is limited to. Unset: all streams.
   */
  'limitedTo': (_stellwerk_control_v1_StreamLimit__Output | null);
  /**
   * When the key was created.
   */
  'createTime': (_google_protobuf_Timestamp__Output | null);
  /**
   * When the key expires. Unset: never.
   */
  'expireTime': (_google_protobuf_Timestamp__Output | null);
  /**
   * When the key was revoked. Unset if it was not.
   */
  'revokeTime': (_google_protobuf_Timestamp__Output | null);
  /**
   * When the key was last used, to within a minute. Unset if it was never used.
   */
  'lastUseTime': (_google_protobuf_Timestamp__Output | null);
}
