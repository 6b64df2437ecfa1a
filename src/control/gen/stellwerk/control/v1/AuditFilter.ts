// Original file: proto/stellwerk/control/v1/audit.proto

import type { AuditOutcome as _stellwerk_control_v1_AuditOutcome, AuditOutcome__Output as _stellwerk_control_v1_AuditOutcome__Output } from '../../../stellwerk/control/v1/AuditOutcome.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

/**
 * Selects rows of the log. A row must match every field that is set.
 */
export interface AuditFilter {
  /**
   * The caller's name. Empty: any.
   */
  'who'?: (string);
  /**
   * Prefix of the method, such as `LaneService/` or `LaneService/PauseLane`. Empty: any.
   */
  'methodPrefix'?: (string);
  /**
   * What the call was about, such as `lane products/shop`. Also matches commands about one record
   * of it. Empty: any.
   */
  'subject'?: (string);
  /**
   * The key of a record. The log holds a pseudonym of the key. The hub finds the rows by it until
   * an erasure makes the hub forget the pseudonym. Empty: any.
   */
  'key'?: (string);
  /**
   * The outcome of the call.
   */
  'outcome'?: (_stellwerk_control_v1_AuditOutcome);
  /**
   * Only rows at this time or later. Unset: no limit.
   */
  'since'?: (_google_protobuf_Timestamp | null);
  /**
   * Only rows before this time. Unset: no limit.
   */
  'until'?: (_google_protobuf_Timestamp | null);
}

/**
 * Selects rows of the log. A row must match every field that is set.
 */
export interface AuditFilter__Output {
  /**
   * The caller's name. Empty: any.
   */
  'who': (string);
  /**
   * Prefix of the method, such as `LaneService/` or `LaneService/PauseLane`. Empty: any.
   */
  'methodPrefix': (string);
  /**
   * What the call was about, such as `lane products/shop`. Also matches commands about one record
   * of it. Empty: any.
   */
  'subject': (string);
  /**
   * The key of a record. The log holds a pseudonym of the key. The hub finds the rows by it until
   * an erasure makes the hub forget the pseudonym. Empty: any.
   */
  'key': (string);
  /**
   * The outcome of the call.
   */
  'outcome': (_stellwerk_control_v1_AuditOutcome__Output);
  /**
   * Only rows at this time or later. Unset: no limit.
   */
  'since': (_google_protobuf_Timestamp__Output | null);
  /**
   * Only rows before this time. Unset: no limit.
   */
  'until': (_google_protobuf_Timestamp__Output | null);
}
