// Original file: proto/stellwerk/control/v1/audit.proto

import type { AuditVerdict as _stellwerk_control_v1_AuditVerdict, AuditVerdict__Output as _stellwerk_control_v1_AuditVerdict__Output } from '../../../stellwerk/control/v1/AuditVerdict.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * How far it has come, or the verdict.
 */
export interface VerifyAuditLogResponse {
  /**
   * Rows found intact so far.
   */
  'checked'?: (number | string | Long);
  /**
   * Rows there are.
   */
  'total'?: (number | string | Long);
  /**
   * Only in the last message.
   */
  'verdict'?: (_stellwerk_control_v1_AuditVerdict | null);
}

/**
 * How far it has come, or the verdict.
 */
export interface VerifyAuditLogResponse__Output {
  /**
   * Rows found intact so far.
   */
  'checked': (number);
  /**
   * Rows there are.
   */
  'total': (number);
  /**
   * Only in the last message.
   */
  'verdict': (_stellwerk_control_v1_AuditVerdict__Output | null);
}
