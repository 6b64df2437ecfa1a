// Original file: proto/stellwerk/control/v1/audit.proto

/**
 * The outcome of a call.
 */
export const AuditOutcome = {
  /**
   * In a filter: any outcome.
   */
  AUDIT_OUTCOME_UNSPECIFIED: 'AUDIT_OUTCOME_UNSPECIFIED',
  /**
   * It was carried out.
   */
  AUDIT_OUTCOME_DONE: 'AUDIT_OUTCOME_DONE',
  /**
   * The caller lacks the permission.
   */
  AUDIT_OUTCOME_DENIED: 'AUDIT_OUTCOME_DENIED',
  /**
   * It was allowed and failed.
   */
  AUDIT_OUTCOME_FAILED: 'AUDIT_OUTCOME_FAILED',
  /**
   * The hub died during the call, or could not record how it ended: the change may have been made
   * or not.
   */
  AUDIT_OUTCOME_UNKNOWN: 'AUDIT_OUTCOME_UNKNOWN',
} as const;

/**
 * The outcome of a call.
 */
export type AuditOutcome =
  /**
   * In a filter: any outcome.
   */
  | 'AUDIT_OUTCOME_UNSPECIFIED'
  | 0
  /**
   * It was carried out.
   */
  | 'AUDIT_OUTCOME_DONE'
  | 1
  /**
   * The caller lacks the permission.
   */
  | 'AUDIT_OUTCOME_DENIED'
  | 2
  /**
   * It was allowed and failed.
   */
  | 'AUDIT_OUTCOME_FAILED'
  | 3
  /**
   * The hub died during the call, or could not record how it ended: the change may have been made
   * or not.
   */
  | 'AUDIT_OUTCOME_UNKNOWN'
  | 4

/**
 * The outcome of a call.
 */
export type AuditOutcome__Output = typeof AuditOutcome[keyof typeof AuditOutcome]
