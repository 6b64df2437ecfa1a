// Original file: proto/stellwerk/control/v1/lanes.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * Request to deliver records from the log again.
 */
export interface ReplayLaneRequest {
  /**
   * Name of the lane: `<stream>/<target connector>`.
   */
  'name'?: (string);
  /**
   * Position of the first record to deliver; 1 is the beginning of the log.
   */
  'seq'?: (number | string | Long);
  /**
   * Delivers the records stored at this time or later.
   */
  'time'?: (_google_protobuf_Timestamp | null);
  /**
   * Delivers the records of this key that the log holds. Of state, none that is older than what the
   * target got last.
   */
  'key'?: (string);
  /**
   * Also delivers records that the hub believes the target to hold. Use it after the target lost
   * data.
   */
  'force'?: (boolean);
  /**
   * Idempotency key: within a week, the hub carries out requests with the same id only once and
   * returns the first response, even after a restart. INVALID_ARGUMENT if the id was used for a
   * different request. At most 128 characters: letters, digits and ._:- only. Empty: each request
   * is carried out.
   */
  'requestId'?: (string);
  /**
   * Where in the log to begin. INVALID_ARGUMENT if none is set.
   */
  'from'?: "seq"|"time"|"key";
}

/**
 * Request to deliver records from the log again.
 */
export interface ReplayLaneRequest__Output {
  /**
   * Name of the lane: `<stream>/<target connector>`.
   */
  'name': (string);
  /**
   * Position of the first record to deliver; 1 is the beginning of the log.
   */
  'seq'?: (number);
  /**
   * Delivers the records stored at this time or later.
   */
  'time'?: (_google_protobuf_Timestamp__Output | null);
  /**
   * Delivers the records of this key that the log holds. Of state, none that is older than what the
   * target got last.
   */
  'key'?: (string);
  /**
   * Also delivers records that the hub believes the target to hold. Use it after the target lost
   * data.
   */
  'force': (boolean);
  /**
   * Idempotency key: within a week, the hub carries out requests with the same id only once and
   * returns the first response, even after a restart. INVALID_ARGUMENT if the id was used for a
   * different request. At most 128 characters: letters, digits and ._:- only. Empty: each request
   * is carried out.
   */
  'requestId': (string);
}
