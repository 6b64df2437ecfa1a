// Original file: proto/stellwerk/control/v1/dead_letters.proto

import type { DeadLetterClass as _stellwerk_control_v1_DeadLetterClass, DeadLetterClass__Output as _stellwerk_control_v1_DeadLetterClass__Output } from '../../../stellwerk/control/v1/DeadLetterClass.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

/**
 * Selects dead letters. A letter must match every field that is set.
 */
export interface DeadLetterFilter {
  /**
   * Ids. Empty: any.
   */
  'ids'?: (string)[];
  /**
   * The stream. Empty: any.
   */
  'stream'?: (string);
  /**
   * The lane, as `<stream>/<target connector>`. Empty: any.
   */
  'lane'?: (string);
  /**
   * Failure codes, as in the runbook. Empty: any.
   */
  'codes'?: (string)[];
  /**
   * Where the fault lies.
   */
  'class'?: (_stellwerk_control_v1_DeadLetterClass);
  /**
   * The record's key in its source. Empty: any.
   */
  'key'?: (string);
  /**
   * Only letters that were buried at this time or later. Unset: no limit.
   */
  'buriedFrom'?: (_google_protobuf_Timestamp | null);
  /**
   * Only letters that were buried before this time. Unset: no limit.
   */
  'buriedUntil'?: (_google_protobuf_Timestamp | null);
  /**
   * Only letters with this id or a lower one: the `newest_id` of an answer leaves out what has come
   * since. Empty: no limit.
   */
  'maxId'?: (string);
}

/**
 * Selects dead letters. A letter must match every field that is set.
 */
export interface DeadLetterFilter__Output {
  /**
   * Ids. Empty: any.
   */
  'ids': (string)[];
  /**
   * The stream. Empty: any.
   */
  'stream': (string);
  /**
   * The lane, as `<stream>/<target connector>`. Empty: any.
   */
  'lane': (string);
  /**
   * Failure codes, as in the runbook. Empty: any.
   */
  'codes': (string)[];
  /**
   * Where the fault lies.
   */
  'class': (_stellwerk_control_v1_DeadLetterClass__Output);
  /**
   * The record's key in its source. Empty: any.
   */
  'key': (string);
  /**
   * Only letters that were buried at this time or later. Unset: no limit.
   */
  'buriedFrom': (_google_protobuf_Timestamp__Output | null);
  /**
   * Only letters that were buried before this time. Unset: no limit.
   */
  'buriedUntil': (_google_protobuf_Timestamp__Output | null);
  /**
   * Only letters with this id or a lower one: the `newest_id` of an answer leaves out what has come
   * since. Empty: no limit.
   */
  'maxId': (string);
}
