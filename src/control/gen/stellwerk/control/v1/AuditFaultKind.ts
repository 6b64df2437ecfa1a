// Original file: proto/stellwerk/control/v1/audit.proto

/**
 * The kind of fault in a row.
 */
export const AuditFaultKind = {
  /**
   * Never sent.
   */
  AUDIT_FAULT_KIND_UNSPECIFIED: 'AUDIT_FAULT_KIND_UNSPECIFIED',
  /**
   * The row, or the row before it, differs from what was recorded.
   */
  AUDIT_FAULT_KIND_CHANGED: 'AUDIT_FAULT_KIND_CHANGED',
  /**
   * The row is missing.
   */
  AUDIT_FAULT_KIND_REMOVED: 'AUDIT_FAULT_KIND_REMOVED',
  /**
   * The row was never recorded.
   */
  AUDIT_FAULT_KIND_INSERTED: 'AUDIT_FAULT_KIND_INSERTED',
} as const;

/**
 * The kind of fault in a row.
 */
export type AuditFaultKind =
  /**
   * Never sent.
   */
  | 'AUDIT_FAULT_KIND_UNSPECIFIED'
  | 0
  /**
   * The row, or the row before it, differs from what was recorded.
   */
  | 'AUDIT_FAULT_KIND_CHANGED'
  | 1
  /**
   * The row is missing.
   */
  | 'AUDIT_FAULT_KIND_REMOVED'
  | 2
  /**
   * The row was never recorded.
   */
  | 'AUDIT_FAULT_KIND_INSERTED'
  | 3

/**
 * The kind of fault in a row.
 */
export type AuditFaultKind__Output = typeof AuditFaultKind[keyof typeof AuditFaultKind]
