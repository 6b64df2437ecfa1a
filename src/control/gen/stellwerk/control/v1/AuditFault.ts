// Original file: proto/stellwerk/control/v1/audit.proto

import type { AuditFaultKind as _stellwerk_control_v1_AuditFaultKind, AuditFaultKind__Output as _stellwerk_control_v1_AuditFaultKind__Output } from '../../../stellwerk/control/v1/AuditFaultKind.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * A fault in the log.
 */
export interface AuditFault {
  /**
   * Sequence number of the row.
   */
  'seq'?: (number | string | Long);
  /**
   * The kind of fault.
   */
  'kind'?: (_stellwerk_control_v1_AuditFaultKind);
  /**
   * A sentence for human readers.
   */
  'message'?: (string);
}

/**
 * A fault in the log.
 */
export interface AuditFault__Output {
  /**
   * Sequence number of the row.
   */
  'seq': (number);
  /**
   * The kind of fault.
   */
  'kind': (_stellwerk_control_v1_AuditFaultKind__Output);
  /**
   * A sentence for human readers.
   */
  'message': (string);
}
