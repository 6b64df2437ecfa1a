// Original file: proto/stellwerk/control/v1/plans.proto

import type { Long } from '@grpc/proto-loader';

/**
 * Number of records by effect.
 */
export interface PlanCounts {
  /**
   * PLAN_EFFECT_CREATE.
   */
  'create'?: (number | string | Long);
  /**
   * PLAN_EFFECT_CHANGE.
   */
  'change'?: (number | string | Long);
  /**
   * PLAN_EFFECT_DELETE.
   */
  'delete'?: (number | string | Long);
  /**
   * PLAN_EFFECT_UNCHANGED.
   */
  'unchanged'?: (number | string | Long);
  /**
   * PLAN_EFFECT_SUPERSEDED.
   */
  'superseded'?: (number | string | Long);
  /**
   * PLAN_EFFECT_WAIT.
   */
  'wait'?: (number | string | Long);
  /**
   * PLAN_EFFECT_REJECT.
   */
  'reject'?: (number | string | Long);
  /**
   * Of the records left alone, those that the target does not hold as they were sent.
   */
  'drifted'?: (number | string | Long);
}

/**
 * Number of records by effect.
 */
export interface PlanCounts__Output {
  /**
   * PLAN_EFFECT_CREATE.
   */
  'create': (number);
  /**
   * PLAN_EFFECT_CHANGE.
   */
  'change': (number);
  /**
   * PLAN_EFFECT_DELETE.
   */
  'delete': (number);
  /**
   * PLAN_EFFECT_UNCHANGED.
   */
  'unchanged': (number);
  /**
   * PLAN_EFFECT_SUPERSEDED.
   */
  'superseded': (number);
  /**
   * PLAN_EFFECT_WAIT.
   */
  'wait': (number);
  /**
   * PLAN_EFFECT_REJECT.
   */
  'reject': (number);
  /**
   * Of the records left alone, those that the target does not hold as they were sent.
   */
  'drifted': (number);
}
