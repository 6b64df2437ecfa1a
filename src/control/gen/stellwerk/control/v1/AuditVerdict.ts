// Original file: proto/stellwerk/control/v1/audit.proto

import type { AuditPoint as _stellwerk_control_v1_AuditPoint, AuditPoint__Output as _stellwerk_control_v1_AuditPoint__Output } from '../../../stellwerk/control/v1/AuditPoint.ts';
import type { AuditFault as _stellwerk_control_v1_AuditFault, AuditFault__Output as _stellwerk_control_v1_AuditFault__Output } from '../../../stellwerk/control/v1/AuditFault.ts';

/**
 * The result of a verification.
 */
export interface AuditVerdict {
  /**
   * The last intact point. Keep a copy of it outside the hub, for `expected`.
   */
  'head'?: (_stellwerk_control_v1_AuditPoint | null);
  /**
   * The first fault in the log; unset if the log is intact.
   */
  'fault'?: (_stellwerk_control_v1_AuditFault | null);
}

/**
 * The result of a verification.
 */
export interface AuditVerdict__Output {
  /**
   * The last intact point. Keep a copy of it outside the hub, for `expected`.
   */
  'head': (_stellwerk_control_v1_AuditPoint__Output | null);
  /**
   * The first fault in the log; unset if the log is intact.
   */
  'fault': (_stellwerk_control_v1_AuditFault__Output | null);
}
