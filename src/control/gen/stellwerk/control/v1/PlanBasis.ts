// Original file: proto/stellwerk/control/v1/plans.proto

/**
 * What the differences of a planned record are relative to.
 */
export const PlanBasis = {
  /**
   * There are no differences to report.
   */
  PLAN_BASIS_UNSPECIFIED: 'PLAN_BASIS_UNSPECIFIED',
  /**
   * Nothing: the thing is new.
   */
  PLAN_BASIS_NOTHING: 'PLAN_BASIS_NOTHING',
  /**
   * What the target last received.
   */
  PLAN_BASIS_SENT: 'PLAN_BASIS_SENT',
  /**
   * What the target last received, mapped again by today's rules: the mapping has changed since, or
   * an operator had edited the record. The target may differ in more fields.
   */
  PLAN_BASIS_REMAPPED: 'PLAN_BASIS_REMAPPED',
  /**
   * An earlier version of the same key in this plan.
   */
  PLAN_BASIS_PLANNED: 'PLAN_BASIS_PLANNED',
  /**
   * What the target holds now.
   */
  PLAN_BASIS_TARGET: 'PLAN_BASIS_TARGET',
  /**
   * Nothing, because the hub does not know what the target holds. All fields are listed.
   */
  PLAN_BASIS_UNKNOWN: 'PLAN_BASIS_UNKNOWN',
} as const;

/**
 * What the differences of a planned record are relative to.
 */
export type PlanBasis =
  /**
   * There are no differences to report.
   */
  | 'PLAN_BASIS_UNSPECIFIED'
  | 0
  /**
   * Nothing: the thing is new.
   */
  | 'PLAN_BASIS_NOTHING'
  | 1
  /**
   * What the target last received.
   */
  | 'PLAN_BASIS_SENT'
  | 2
  /**
   * What the target last received, mapped again by today's rules: the mapping has changed since, or
   * an operator had edited the record. The target may differ in more fields.
   */
  | 'PLAN_BASIS_REMAPPED'
  | 3
  /**
   * An earlier version of the same key in this plan.
   */
  | 'PLAN_BASIS_PLANNED'
  | 4
  /**
   * What the target holds now.
   */
  | 'PLAN_BASIS_TARGET'
  | 5
  /**
   * Nothing, because the hub does not know what the target holds. All fields are listed.
   */
  | 'PLAN_BASIS_UNKNOWN'
  | 6

/**
 * What the differences of a planned record are relative to.
 */
export type PlanBasis__Output = typeof PlanBasis[keyof typeof PlanBasis]
