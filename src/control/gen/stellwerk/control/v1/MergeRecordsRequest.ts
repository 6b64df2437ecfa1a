// Original file: proto/stellwerk/control/v1/relinking.proto

import type { RecordId as _stellwerk_control_v1_RecordId, RecordId__Output as _stellwerk_control_v1_RecordId__Output } from '../../../stellwerk/control/v1/RecordId.ts';

/**
 * Orders that two things become one.
 */
export interface MergeRecordsRequest {
  /**
   * An id of the thing whose master key stays.
   */
  'record'?: (_stellwerk_control_v1_RecordId | null);
  /**
   * An id of the thing that becomes part of it.
   */
  'other'?: (_stellwerk_control_v1_RecordId | null);
  /**
   * Where both have an id in one target: those under which the hub goes on writing, one a target. The
   * hub keeps knowing the others, and writes under them no more.
   */
  'stays'?: (_stellwerk_control_v1_RecordId)[];
  /**
   * Tells what would change and writes nothing.
   */
  'dryRun'?: (boolean);
  /**
   * Names the intent: a request repeated under the same id within a week is carried out once and
   * gets the first answer, also after a restart. INVALID_ARGUMENT when the id named another order.
   * Letters, digits and ._:- only, at most 128. Empty: every request is an intent of its own.
   */
  'requestId'?: (string);
}

/**
 * Orders that two things become one.
 */
export interface MergeRecordsRequest__Output {
  /**
   * An id of the thing whose master key stays.
   */
  'record': (_stellwerk_control_v1_RecordId__Output | null);
  /**
   * An id of the thing that becomes part of it.
   */
  'other': (_stellwerk_control_v1_RecordId__Output | null);
  /**
   * Where both have an id in one target: those under which the hub goes on writing, one a target. The
   * hub keeps knowing the others, and writes under them no more.
   */
  'stays': (_stellwerk_control_v1_RecordId__Output)[];
  /**
   * Tells what would change and writes nothing.
   */
  'dryRun': (boolean);
  /**
   * Names the intent: a request repeated under the same id within a week is carried out once and
   * gets the first answer, also after a restart. INVALID_ARGUMENT when the id named another order.
   * Letters, digits and ._:- only, at most 128. Empty: every request is an intent of its own.
   */
  'requestId': (string);
}
