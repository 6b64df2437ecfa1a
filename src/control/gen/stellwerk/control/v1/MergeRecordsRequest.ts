// Original file: proto/stellwerk/control/v1/relinking.proto

import type { RecordId as _stellwerk_control_v1_RecordId, RecordId__Output as _stellwerk_control_v1_RecordId__Output } from '../../../stellwerk/control/v1/RecordId.ts';

/**
 * Request to merge two things.
 */
export interface MergeRecordsRequest {
  /**
   * An id of the thing that keeps its master key.
   */
  'record'?: (_stellwerk_control_v1_RecordId | null);
  /**
   * An id of the thing to merge into it.
   */
  'other'?: (_stellwerk_control_v1_RecordId | null);
  /**
   * For targets in which both have an id: the id under which the hub continues to write, one per
   * target. The hub still recognises the other ids, but no longer writes under them.
   */
  'stays'?: (_stellwerk_control_v1_RecordId)[];
  /**
   * Reports what would change and writes nothing.
   */
  'dryRun'?: (boolean);
  /**
   * Idempotency key: within a week, the hub carries out requests with the same id only once and
   * returns the first response, even after a restart. INVALID_ARGUMENT if the id was used for a
   * different request. At most 128 characters: letters, digits and ._:- only. Empty: each request
   * is carried out.
   */
  'requestId'?: (string);
}

/**
 * Request to merge two things.
 */
export interface MergeRecordsRequest__Output {
  /**
   * An id of the thing that keeps its master key.
   */
  'record': (_stellwerk_control_v1_RecordId__Output | null);
  /**
   * An id of the thing to merge into it.
   */
  'other': (_stellwerk_control_v1_RecordId__Output | null);
  /**
   * For targets in which both have an id: the id under which the hub continues to write, one per
   * target. The hub still recognises the other ids, but no longer writes under them.
   */
  'stays': (_stellwerk_control_v1_RecordId__Output)[];
  /**
   * Reports what would change and writes nothing.
   */
  'dryRun': (boolean);
  /**
   * Idempotency key: within a week, the hub carries out requests with the same id only once and
   * returns the first response, even after a restart. INVALID_ARGUMENT if the id was used for a
   * different request. At most 128 characters: letters, digits and ._:- only. Empty: each request
   * is carried out.
   */
  'requestId': (string);
}
