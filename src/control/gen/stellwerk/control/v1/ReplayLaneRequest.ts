// Original file: proto/stellwerk/control/v1/lanes.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * Orders a lane to deliver history again.
 */
export interface ReplayLaneRequest {
  /**
   * `<stream>/<target connector>`.
   */
  'name'?: (string);
  /**
   * The first record to take, by its place in the stream; 1 is the beginning.
   */
  'seq'?: (number | string | Long);
  /**
   * Records stored at this moment or later.
   */
  'time'?: (_google_protobuf_Timestamp | null);
  /**
   * All records of this key that the log holds.
   */
  'key'?: (string);
  /**
   * Delivers also what the hub believes the target to hold, as after the target lost data.
   */
  'force'?: (boolean);
  /**
   * Names the intent: a request repeated under the same id within a week is carried out once and
   * gets the first answer, also after a restart. INVALID_ARGUMENT when the id named another order.
   * Letters, digits and ._:- only, at most 128. Empty: every request is an intent of its own.
   */
  'requestId'?: (string);
  /**
   * Where in the log to begin; INVALID_ARGUMENT when none is given.
   */
  'from'?: "seq"|"time"|"key";
}

/**
 * Orders a lane to deliver history again.
 */
export interface ReplayLaneRequest__Output {
  /**
   * `<stream>/<target connector>`.
   */
  'name': (string);
  /**
   * The first record to take, by its place in the stream; 1 is the beginning.
   */
  'seq'?: (number);
  /**
   * Records stored at this moment or later.
   */
  'time'?: (_google_protobuf_Timestamp__Output | null);
  /**
   * All records of this key that the log holds.
   */
  'key'?: (string);
  /**
   * Delivers also what the hub believes the target to hold, as after the target lost data.
   */
  'force': (boolean);
  /**
   * Names the intent: a request repeated under the same id within a week is carried out once and
   * gets the first answer, also after a restart. INVALID_ARGUMENT when the id named another order.
   * Letters, digits and ._:- only, at most 128. Empty: every request is an intent of its own.
   */
  'requestId': (string);
}
