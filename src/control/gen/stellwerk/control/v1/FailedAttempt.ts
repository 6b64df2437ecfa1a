// Original file: proto/stellwerk/control/v1/dead_letters.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

/**
 * A failed attempt to deliver a record.
 */
export interface FailedAttempt {
  /**
   * When the attempt failed.
   */
  'at'?: (_google_protobuf_Timestamp | null);
  /**
   * The failure code.
   */
  'code'?: (string);
  /**
   * The target's own message, if it gave one.
   */
  'message'?: (string);
}

/**
 * A failed attempt to deliver a record.
 */
export interface FailedAttempt__Output {
  /**
   * When the attempt failed.
   */
  'at': (_google_protobuf_Timestamp__Output | null);
  /**
   * The failure code.
   */
  'code': (string);
  /**
   * The target's own message, if it gave one.
   */
  'message': (string);
}
