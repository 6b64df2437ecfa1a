// Original file: proto/stellwerk/control/v1/access.proto

import type { Role as _stellwerk_control_v1_Role, Role__Output as _stellwerk_control_v1_Role__Output } from '../../../stellwerk/control/v1/Role.ts';
import type { StreamLimit as _stellwerk_control_v1_StreamLimit, StreamLimit__Output as _stellwerk_control_v1_StreamLimit__Output } from '../../../stellwerk/control/v1/StreamLimit.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

/**
 * An API key, without what proves it.
 */
export interface ApiKey {
  /**
   * Its public half, by which it is rotated and revoked: sixteen hexadecimal digits.
   */
  'id'?: (string);
  /**
   * Who uses it.
   */
  'name'?: (string);
  /**
   * What it may do.
   */
  'role'?: (_stellwerk_control_v1_Role);
  /**
   * Where it may do so; absent: everywhere.
   */
  'limitedTo'?: (_stellwerk_control_v1_StreamLimit | null);
  /**
   * When it was made.
   */
  'createTime'?: (_google_protobuf_Timestamp | null);
  /**
   * Absent: never.
   */
  'expireTime'?: (_google_protobuf_Timestamp | null);
  /**
   * Absent: not revoked.
   */
  'revokeTime'?: (_google_protobuf_Timestamp | null);
  /**
   * Exact to a minute. Absent: not used yet.
   */
  'lastUseTime'?: (_google_protobuf_Timestamp | null);
}

/**
 * An API key, without what proves it.
 */
export interface ApiKey__Output {
  /**
   * Its public half, by which it is rotated and revoked: sixteen hexadecimal digits.
   */
  'id': (string);
  /**
   * Who uses it.
   */
  'name': (string);
  /**
   * What it may do.
   */
  'role': (_stellwerk_control_v1_Role__Output);
  /**
   * Where it may do so; absent: everywhere.
   */
  'limitedTo': (_stellwerk_control_v1_StreamLimit__Output | null);
  /**
   * When it was made.
   */
  'createTime': (_google_protobuf_Timestamp__Output | null);
  /**
   * Absent: never.
   */
  'expireTime': (_google_protobuf_Timestamp__Output | null);
  /**
   * Absent: not revoked.
   */
  'revokeTime': (_google_protobuf_Timestamp__Output | null);
  /**
   * Exact to a minute. Absent: not used yet.
   */
  'lastUseTime': (_google_protobuf_Timestamp__Output | null);
}
