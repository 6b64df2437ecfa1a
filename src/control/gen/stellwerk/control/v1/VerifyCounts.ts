// Original file: proto/stellwerk/control/v1/verify.proto

import type { Long } from '@grpc/proto-loader';

/**
 * Number of records by finding.
 */
export interface VerifyCounts {
  /**
   * Source and target agree.
   */
  'same'?: (number | string | Long);
  /**
   * VERIFY_FINDING_MISSING.
   */
  'missing'?: (number | string | Long);
  /**
   * VERIFY_FINDING_DIFFERENT.
   */
  'different'?: (number | string | Long);
  /**
   * VERIFY_FINDING_SURPLUS.
   */
  'surplus'?: (number | string | Long);
  /**
   * VERIFY_FINDING_WAITING.
   */
  'waiting'?: (number | string | Long);
  /**
   * VERIFY_FINDING_REJECTED.
   */
  'rejected'?: (number | string | Long);
  /**
   * The mapping excludes it.
   */
  'leftOut'?: (number | string | Long);
  /**
   * The target received a newer version than the source returned, as happens when the source
   * changes meanwhile.
   */
  'superseded'?: (number | string | Long);
  /**
   * The target cannot be asked (`file`; `http` without `get`).
   */
  'unchecked'?: (number | string | Long);
  /**
   * Of the missing and different records, those whose repair was ordered.
   */
  'repaired'?: (number | string | Long);
}

/**
 * Number of records by finding.
 */
export interface VerifyCounts__Output {
  /**
   * Source and target agree.
   */
  'same': (number);
  /**
   * VERIFY_FINDING_MISSING.
   */
  'missing': (number);
  /**
   * VERIFY_FINDING_DIFFERENT.
   */
  'different': (number);
  /**
   * VERIFY_FINDING_SURPLUS.
   */
  'surplus': (number);
  /**
   * VERIFY_FINDING_WAITING.
   */
  'waiting': (number);
  /**
   * VERIFY_FINDING_REJECTED.
   */
  'rejected': (number);
  /**
   * The mapping excludes it.
   */
  'leftOut': (number);
  /**
   * The target received a newer version than the source returned, as happens when the source
   * changes meanwhile.
   */
  'superseded': (number);
  /**
   * The target cannot be asked (`file`; `http` without `get`).
   */
  'unchecked': (number);
  /**
   * Of the missing and different records, those whose repair was ordered.
   */
  'repaired': (number);
}
