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
   * It counts as before.
   */
  APPLIED_FATE_KEPT: 'APPLIED_FATE_KEPT',
  /**
   * The target's record is another one now, or holds what the other thing said: the newest record is
   * delivered again at once.
   */
  APPLIED_FATE_AGAIN: 'APPLIED_FATE_AGAIN',
  /**
   * The same, but no record can be delivered now: the next one is, also without a change.
   */
  APPLIED_FATE_NEXT: 'APPLIED_FATE_NEXT',
  /**
   * Nothing is known of it any more: the next record is delivered as a new thing, matched or created.
   */
  APPLIED_FATE_NEW: 'APPLIED_FATE_NEW',
  /**
   * The other thing's version is newer, and counts.
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
   * It counts as before.
   */
  | 'APPLIED_FATE_KEPT'
  | 1
  /**
   * The target's record is another one now, or holds what the other thing said: the newest record is
   * delivered again at once.
   */
  | 'APPLIED_FATE_AGAIN'
  | 2
  /**
   * The same, but no record can be delivered now: the next one is, also without a change.
   */
  | 'APPLIED_FATE_NEXT'
  | 3
  /**
   * Nothing is known of it any more: the next record is delivered as a new thing, matched or created.
   */
  | 'APPLIED_FATE_NEW'
  | 4
  /**
   * The other thing's version is newer, and counts.
   */
  | 'APPLIED_FATE_GIVEN_UP'
  | 5

/**
 * What becomes of what a lane applied.
 */
export type AppliedFate__Output = typeof AppliedFate[keyof typeof AppliedFate]
