// Original file: proto/stellwerk/control/v1/audit.proto

import type { AuditFaultKind as _stellwerk_control_v1_AuditFaultKind, AuditFaultKind__Output as _stellwerk_control_v1_AuditFaultKind__Output } from '../../../stellwerk/control/v1/AuditFaultKind.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * What is wrong with a log.
 */
export interface AuditFault {
  /**
   * The row.
   */
  'seq'?: (number | string | Long);
  /**
   * What was done to it.
   */
  'kind'?: (_stellwerk_control_v1_AuditFaultKind);
  /**
   * A sentence for people.
   */
  'message'?: (string);
}

/**
 * What is wrong with a log.
 */
export interface AuditFault__Output {
  /**
   * The row.
   */
  'seq': (number);
  /**
   * What was done to it.
   */
  'kind': (_stellwerk_control_v1_AuditFaultKind__Output);
  /**
   * A sentence for people.
   */
  'message': (string);
}
