// Original file: proto/stellwerk/control/v1/verify.proto

/**
 * A finding about a record.
 */
export const VerifyFinding = {
  /**
   * Never sent.
   */
  VERIFY_FINDING_UNSPECIFIED: 'VERIFY_FINDING_UNSPECIFIED',
  /**
   * The source has it, the target does not.
   */
  VERIFY_FINDING_MISSING: 'VERIFY_FINDING_MISSING',
  /**
   * Both have it, with different content.
   */
  VERIFY_FINDING_DIFFERENT: 'VERIFY_FINDING_DIFFERENT',
  /**
   * The target has it, the source does not.
   */
  VERIFY_FINDING_SURPLUS: 'VERIFY_FINDING_SURPLUS',
  /**
   * They differ, but a version is on its way: in the lane's backlog, parked, a dead letter, or not
   * read yet.
   */
  VERIFY_FINDING_WAITING: 'VERIFY_FINDING_WAITING',
  /**
   * The source's record cannot be delivered as it is.
   */
  VERIFY_FINDING_REJECTED: 'VERIFY_FINDING_REJECTED',
} as const;

/**
 * A finding about a record.
 */
export type VerifyFinding =
  /**
   * Never sent.
   */
  | 'VERIFY_FINDING_UNSPECIFIED'
  | 0
  /**
   * The source has it, the target does not.
   */
  | 'VERIFY_FINDING_MISSING'
  | 1
  /**
   * Both have it, with different content.
   */
  | 'VERIFY_FINDING_DIFFERENT'
  | 2
  /**
   * The target has it, the source does not.
   */
  | 'VERIFY_FINDING_SURPLUS'
  | 3
  /**
   * They differ, but a version is on its way: in the lane's backlog, parked, a dead letter, or not
   * read yet.
   */
  | 'VERIFY_FINDING_WAITING'
  | 4
  /**
   * The source's record cannot be delivered as it is.
   */
  | 'VERIFY_FINDING_REJECTED'
  | 5

/**
 * A finding about a record.
 */
export type VerifyFinding__Output = typeof VerifyFinding[keyof typeof VerifyFinding]
