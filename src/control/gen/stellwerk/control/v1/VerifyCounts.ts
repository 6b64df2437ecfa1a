// Original file: proto/stellwerk/control/v1/verify.proto

import type { Long } from '@grpc/proto-loader';

/**
 * Records by what was found.
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
   * The mapping leaves it out.
   */
  'leftOut'?: (number | string | Long);
  /**
   * The target got a newer version than the source showed, as when the source changes meanwhile.
   */
  'superseded'?: (number | string | Long);
  /**
   * The target cannot be asked (`file`; `http` without `get`).
   */
  'unchecked'?: (number | string | Long);
  /**
   * Of the missing and different ones, those that were ordered to be sent again.
   */
  'repaired'?: (number | string | Long);
}

/**
 * Records by what was found.
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
   * The mapping leaves it out.
   */
  'leftOut': (number);
  /**
   * The target got a newer version than the source showed, as when the source changes meanwhile.
   */
  'superseded': (number);
  /**
   * The target cannot be asked (`file`; `http` without `get`).
   */
  'unchecked': (number);
  /**
   * Of the missing and different ones, those that were ordered to be sent again.
   */
  'repaired': (number);
}
