// Original file: proto/stellwerk/control/v1/plans.proto

/**
 * What the differences of a planned record are against.
 */
export const PlanBasis = {
  /**
   * There are none to tell.
   */
  PLAN_BASIS_UNSPECIFIED: 'PLAN_BASIS_UNSPECIFIED',
  /**
   * Against nothing: the thing is new.
   */
  PLAN_BASIS_NOTHING: 'PLAN_BASIS_NOTHING',
  /**
   * Against what the target got last.
   */
  PLAN_BASIS_SENT: 'PLAN_BASIS_SENT',
  /**
   * Against what the target got last, mapped anew: the mapping has changed since, or a person had
   * edited it. What the target holds may differ in more fields.
   */
  PLAN_BASIS_REMAPPED: 'PLAN_BASIS_REMAPPED',
  /**
   * Against an earlier version of the same key in this plan.
   */
  PLAN_BASIS_PLANNED: 'PLAN_BASIS_PLANNED',
  /**
   * Against what the target holds now.
   */
  PLAN_BASIS_TARGET: 'PLAN_BASIS_TARGET',
  /**
   * Against nothing, since it is not known what the target holds: all fields are told.
   */
  PLAN_BASIS_UNKNOWN: 'PLAN_BASIS_UNKNOWN',
} as const;

/**
 * What the differences of a planned record are against.
 */
export type PlanBasis =
  /**
   * There are none to tell.
   */
  | 'PLAN_BASIS_UNSPECIFIED'
  | 0
  /**
   * Against nothing: the thing is new.
   */
  | 'PLAN_BASIS_NOTHING'
  | 1
  /**
   * Against what the target got last.
   */
  | 'PLAN_BASIS_SENT'
  | 2
  /**
   * Against what the target got last, mapped anew: the mapping has changed since, or a person had
   * edited it. What the target holds may differ in more fields.
   */
  | 'PLAN_BASIS_REMAPPED'
  | 3
  /**
   * Against an earlier version of the same key in this plan.
   */
  | 'PLAN_BASIS_PLANNED'
  | 4
  /**
   * Against what the target holds now.
   */
  | 'PLAN_BASIS_TARGET'
  | 5
  /**
   * Against nothing, since it is not known what the target holds: all fields are told.
   */
  | 'PLAN_BASIS_UNKNOWN'
  | 6

/**
 * What the differences of a planned record are against.
 */
export type PlanBasis__Output = typeof PlanBasis[keyof typeof PlanBasis]
