// Original file: proto/stellwerk/control/v1/dead_letters.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

/**
 * One attempt to deliver, and how it failed.
 */
export interface FailedAttempt {
  /**
   * When.
   */
  'at'?: (_google_protobuf_Timestamp | null);
  /**
   * The reason code.
   */
  'code'?: (string);
  /**
   * The target's own words where it had any.
   */
  'message'?: (string);
}

/**
 * One attempt to deliver, and how it failed.
 */
export interface FailedAttempt__Output {
  /**
   * When.
   */
  'at': (_google_protobuf_Timestamp__Output | null);
  /**
   * The reason code.
   */
  'code': (string);
  /**
   * The target's own words where it had any.
   */
  'message': (string);
}
