// Original file: proto/stellwerk/control/v1/dead_letters.proto

import type { DeadLetterClass as _stellwerk_control_v1_DeadLetterClass, DeadLetterClass__Output as _stellwerk_control_v1_DeadLetterClass__Output } from '../../../stellwerk/control/v1/DeadLetterClass.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

/**
 * Which dead letters are meant: all that is given must hold.
 */
export interface DeadLetterFilter {
  /**
   * Ids; empty: any.
   */
  'ids'?: (string)[];
  /**
   * The stream; empty: any.
   */
  'stream'?: (string);
  /**
   * The lane, as `<stream>/<target connector>`; empty: any.
   */
  'lane'?: (string);
  /**
   * Reason codes as in the runbook; empty: any.
   */
  'codes'?: (string)[];
  /**
   * Who is to blame.
   */
  'class'?: (_stellwerk_control_v1_DeadLetterClass);
  /**
   * The record's key in its source; empty: any.
   */
  'key'?: (string);
  /**
   * Buried at this moment or later; absent: any.
   */
  'buriedFrom'?: (_google_protobuf_Timestamp | null);
  /**
   * Buried before this moment; absent: any.
   */
  'buriedUntil'?: (_google_protobuf_Timestamp | null);
}

/**
 * Which dead letters are meant: all that is given must hold.
 */
export interface DeadLetterFilter__Output {
  /**
   * Ids; empty: any.
   */
  'ids': (string)[];
  /**
   * The stream; empty: any.
   */
  'stream': (string);
  /**
   * The lane, as `<stream>/<target connector>`; empty: any.
   */
  'lane': (string);
  /**
   * Reason codes as in the runbook; empty: any.
   */
  'codes': (string)[];
  /**
   * Who is to blame.
   */
  'class': (_stellwerk_control_v1_DeadLetterClass__Output);
  /**
   * The record's key in its source; empty: any.
   */
  'key': (string);
  /**
   * Buried at this moment or later; absent: any.
   */
  'buriedFrom': (_google_protobuf_Timestamp__Output | null);
  /**
   * Buried before this moment; absent: any.
   */
  'buriedUntil': (_google_protobuf_Timestamp__Output | null);
}
