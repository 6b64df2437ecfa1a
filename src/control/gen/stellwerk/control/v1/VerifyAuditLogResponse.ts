// Original file: proto/stellwerk/control/v1/audit.proto

import type { AuditVerdict as _stellwerk_control_v1_AuditVerdict, AuditVerdict__Output as _stellwerk_control_v1_AuditVerdict__Output } from '../../../stellwerk/control/v1/AuditVerdict.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * Progress, or the verdict.
 */
export interface VerifyAuditLogResponse {
  /**
   * Rows found intact so far.
   */
  'checked'?: (number | string | Long);
  /**
   * Number of rows in the log.
   */
  'total'?: (number | string | Long);
  /**
   * The verdict; set only in the last message.
   */
  'verdict'?: (_stellwerk_control_v1_AuditVerdict | null);
}

/**
 * Progress, or the verdict.
 */
export interface VerifyAuditLogResponse__Output {
  /**
   * Rows found intact so far.
   */
  'checked': (number);
  /**
   * Number of rows in the log.
   */
  'total': (number);
  /**
   * The verdict; set only in the last message.
   */
  'verdict': (_stellwerk_control_v1_AuditVerdict__Output | null);
}
