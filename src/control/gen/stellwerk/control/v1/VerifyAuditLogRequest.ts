// Original file: proto/stellwerk/control/v1/audit.proto

import type { AuditPoint as _stellwerk_control_v1_AuditPoint, AuditPoint__Output as _stellwerk_control_v1_AuditPoint__Output } from '../../../stellwerk/control/v1/AuditPoint.ts';

/**
 * Request to verify that the log is as it was recorded.
 */
export interface VerifyAuditLogRequest {
  /**
   * The head reported by an earlier verification or export, which the log must still contain. This
   * detects even a rewrite of the whole log. Unset: not checked.
   */
  'expected'?: (_stellwerk_control_v1_AuditPoint | null);
}

/**
 * Request to verify that the log is as it was recorded.
 */
export interface VerifyAuditLogRequest__Output {
  /**
   * The head reported by an earlier verification or export, which the log must still contain. This
   * detects even a rewrite of the whole log. Unset: not checked.
   */
  'expected': (_stellwerk_control_v1_AuditPoint__Output | null);
}
