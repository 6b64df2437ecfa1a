// Original file: proto/stellwerk/control/v1/plans.proto

/**
 * What a run would do to a record.
 */
export const PlanEffect = {
  /**
   * Never sent.
   */
  PLAN_EFFECT_UNSPECIFIED: 'PLAN_EFFECT_UNSPECIFIED',
  /**
   * The target would receive it for the first time, as far as the hub knows.
   */
  PLAN_EFFECT_CREATE: 'PLAN_EFFECT_CREATE',
  /**
   * The target would receive newer content.
   */
  PLAN_EFFECT_CHANGE: 'PLAN_EFFECT_CHANGE',
  /**
   * It would be deleted in the target.
   */
  PLAN_EFFECT_DELETE: 'PLAN_EFFECT_DELETE',
  /**
   * Left alone: the target has already received this content, or the mapping excludes the record.
   */
  PLAN_EFFECT_UNCHANGED: 'PLAN_EFFECT_UNCHANGED',
  /**
   * Left alone: a newer version was delivered, or follows it in the log.
   */
  PLAN_EFFECT_SUPERSEDED: 'PLAN_EFFECT_SUPERSEDED',
  /**
   * It would wait behind a parked record of its key, or because its key is paused.
   */
  PLAN_EFFECT_WAIT: 'PLAN_EFFECT_WAIT',
  /**
   * It would become a dead letter.
   */
  PLAN_EFFECT_REJECT: 'PLAN_EFFECT_REJECT',
} as const;

/**
 * What a run would do to a record.
 */
export type PlanEffect =
  /**
   * Never sent.
   */
  | 'PLAN_EFFECT_UNSPECIFIED'
  | 0
  /**
   * The target would receive it for the first time, as far as the hub knows.
   */
  | 'PLAN_EFFECT_CREATE'
  | 1
  /**
   * The target would receive newer content.
   */
  | 'PLAN_EFFECT_CHANGE'
  | 2
  /**
   * It would be deleted in the target.
   */
  | 'PLAN_EFFECT_DELETE'
  | 3
  /**
   * Left alone: the target has already received this content, or the mapping excludes the record.
   */
  | 'PLAN_EFFECT_UNCHANGED'
  | 4
  /**
   * Left alone: a newer version was delivered, or follows it in the log.
   */
  | 'PLAN_EFFECT_SUPERSEDED'
  | 5
  /**
   * It would wait behind a parked record of its key, or because its key is paused.
   */
  | 'PLAN_EFFECT_WAIT'
  | 6
  /**
   * It would become a dead letter.
   */
  | 'PLAN_EFFECT_REJECT'
  | 7

/**
 * What a run would do to a record.
 */
export type PlanEffect__Output = typeof PlanEffect[keyof typeof PlanEffect]
