// Original file: proto/stellwerk/control/v1/relinking.proto

/**
 * What becomes of what a lane applied.
 */
export const AppliedFate = {
  /**
   * Never sent.
   */
  APPLIED_FATE_UNSPECIFIED: 'APPLIED_FATE_UNSPECIFIED',
  /**
   * It remains valid.
   */
  APPLIED_FATE_KEPT: 'APPLIED_FATE_KEPT',
  /**
   * The lane now writes to a different record of the target, or the target's record holds the other
   * thing's content. The newest record is delivered again at once.
   */
  APPLIED_FATE_AGAIN: 'APPLIED_FATE_AGAIN',
  /**
   * As APPLIED_FATE_AGAIN, but no record can be delivered now. The next record is delivered even if
   * it is unchanged.
   */
  APPLIED_FATE_NEXT: 'APPLIED_FATE_NEXT',
  /**
   * The hub forgets it: the next record is delivered as that of a new thing, matched or created.
   */
  APPLIED_FATE_NEW: 'APPLIED_FATE_NEW',
  /**
   * Discarded, because the other thing's version is newer.
   */
  APPLIED_FATE_GIVEN_UP: 'APPLIED_FATE_GIVEN_UP',
} as const;

/**
 * What becomes of what a lane applied.
 */
export type AppliedFate =
  /**
   * Never sent.
   */
  | 'APPLIED_FATE_UNSPECIFIED'
  | 0
  /**
   * It remains valid.
   */
  | 'APPLIED_FATE_KEPT'
  | 1
  /**
   * The lane now writes to a different record of the target, or the target's record holds the other
   * thing's content. The newest record is delivered again at once.
   */
  | 'APPLIED_FATE_AGAIN'
  | 2
  /**
   * As APPLIED_FATE_AGAIN, but no record can be delivered now. The next record is delivered even if
   * it is unchanged.
   */
  | 'APPLIED_FATE_NEXT'
  | 3
  /**
   * The hub forgets it: the next record is delivered as that of a new thing, matched or created.
   */
  | 'APPLIED_FATE_NEW'
  | 4
  /**
   * Discarded, because the other thing's version is newer.
   */
  | 'APPLIED_FATE_GIVEN_UP'
  | 5

/**
 * What becomes of what a lane applied.
 */
export type AppliedFate__Output = typeof AppliedFate[keyof typeof AppliedFate]
