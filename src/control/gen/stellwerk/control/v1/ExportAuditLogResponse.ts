// Original file: proto/stellwerk/control/v1/audit.proto

import type { AuditRow as _stellwerk_control_v1_AuditRow, AuditRow__Output as _stellwerk_control_v1_AuditRow__Output } from '../../../stellwerk/control/v1/AuditRow.ts';
import type { AuditPoint as _stellwerk_control_v1_AuditPoint, AuditPoint__Output as _stellwerk_control_v1_AuditPoint__Output } from '../../../stellwerk/control/v1/AuditPoint.ts';

/**
 * A piece of the log.
 */
export interface ExportAuditLogResponse {
  /**
   * Oldest first.
   */
  'rows'?: (_stellwerk_control_v1_AuditRow)[];
  /**
   * The last pruned row; the chain begins behind it.
   */
  'start'?: (_stellwerk_control_v1_AuditPoint | null);
  /**
   * The last row of the log at this moment.
   */
  'head'?: (_stellwerk_control_v1_AuditPoint | null);
}

/**
 * A piece of the log.
 */
export interface ExportAuditLogResponse__Output {
  /**
   * Oldest first.
   */
  'rows': (_stellwerk_control_v1_AuditRow__Output)[];
  /**
   * The last pruned row; the chain begins behind it.
   */
  'start': (_stellwerk_control_v1_AuditPoint__Output | null);
  /**
   * The last row of the log at this moment.
   */
  'head': (_stellwerk_control_v1_AuditPoint__Output | null);
}
