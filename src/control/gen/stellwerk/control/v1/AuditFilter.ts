// Original file: proto/stellwerk/control/v1/audit.proto

import type { AuditOutcome as _stellwerk_control_v1_AuditOutcome, AuditOutcome__Output as _stellwerk_control_v1_AuditOutcome__Output } from '../../../stellwerk/control/v1/AuditOutcome.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

/**
 * Which rows are meant: all that is given must hold.
 */
export interface AuditFilter {
  /**
   * The caller's name; empty: any.
   */
  'who'?: (string);
  /**
   * What the method begins with, as `LaneService/` or `LaneService/PauseLane`; empty: any.
   */
  'methodPrefix'?: (string);
  /**
   * What it was about, as `lane products/shop`; commands about one record of it count too. Empty: any.
   */
  'subject'?: (string);
  /**
   * The key of a record. The log holds a pseudonym of it, by which the hub finds its rows until the
   * pseudonyms are forgotten. Empty: any.
   */
  'key'?: (string);
  /**
   * What became of it.
   */
  'outcome'?: (_stellwerk_control_v1_AuditOutcome);
  /**
   * At this moment or later; absent: any.
   */
  'since'?: (_google_protobuf_Timestamp | null);
  /**
   * Before this moment; absent: any.
   */
  'until'?: (_google_protobuf_Timestamp | null);
}

/**
 * Which rows are meant: all that is given must hold.
 */
export interface AuditFilter__Output {
  /**
   * The caller's name; empty: any.
   */
  'who': (string);
  /**
   * What the method begins with, as `LaneService/` or `LaneService/PauseLane`; empty: any.
   */
  'methodPrefix': (string);
  /**
   * What it was about, as `lane products/shop`; commands about one record of it count too. Empty: any.
   */
  'subject': (string);
  /**
   * The key of a record. The log holds a pseudonym of it, by which the hub finds its rows until the
   * pseudonyms are forgotten. Empty: any.
   */
  'key': (string);
  /**
   * What became of it.
   */
  'outcome': (_stellwerk_control_v1_AuditOutcome__Output);
  /**
   * At this moment or later; absent: any.
   */
  'since': (_google_protobuf_Timestamp__Output | null);
  /**
   * Before this moment; absent: any.
   */
  'until': (_google_protobuf_Timestamp__Output | null);
}
