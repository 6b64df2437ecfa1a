// Original file: proto/stellwerk/control/v1/audit.proto

import type { AuditPoint as _stellwerk_control_v1_AuditPoint, AuditPoint__Output as _stellwerk_control_v1_AuditPoint__Output } from '../../../stellwerk/control/v1/AuditPoint.ts';

/**
 * Asks whether the log is what was recorded.
 */
export interface VerifyAuditLogRequest {
  /**
   * The head that an earlier verification or export told, which the log must still contain. It finds
   * out even who rewrote the whole log. Absent: not asked.
   */
  'expected'?: (_stellwerk_control_v1_AuditPoint | null);
}

/**
 * Asks whether the log is what was recorded.
 */
export interface VerifyAuditLogRequest__Output {
  /**
   * The head that an earlier verification or export told, which the log must still contain. It finds
   * out even who rewrote the whole log. Absent: not asked.
   */
  'expected': (_stellwerk_control_v1_AuditPoint__Output | null);
}
