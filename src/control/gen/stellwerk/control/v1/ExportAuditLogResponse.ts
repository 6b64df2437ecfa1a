// Original file: proto/stellwerk/control/v1/audit.proto

import type { AuditRow as _stellwerk_control_v1_AuditRow, AuditRow__Output as _stellwerk_control_v1_AuditRow__Output } from '../../../stellwerk/control/v1/AuditRow.ts';
import type { AuditPoint as _stellwerk_control_v1_AuditPoint, AuditPoint__Output as _stellwerk_control_v1_AuditPoint__Output } from '../../../stellwerk/control/v1/AuditPoint.ts';

/**
 * A part of the log.
 */
export interface ExportAuditLogResponse {
  /**
   * The next rows, oldest first.
   */
  'rows'?: (_stellwerk_control_v1_AuditRow)[];
  /**
   * The last pruned row. The exported chain begins after it.
   */
  'start'?: (_stellwerk_control_v1_AuditPoint | null);
  /**
   * The last row of the log at the time of the export.
   */
  'head'?: (_stellwerk_control_v1_AuditPoint | null);
}

/**
 * A part of the log.
 */
export interface ExportAuditLogResponse__Output {
  /**
   * The next rows, oldest first.
   */
  'rows': (_stellwerk_control_v1_AuditRow__Output)[];
  /**
   * The last pruned row. The exported chain begins after it.
   */
  'start': (_stellwerk_control_v1_AuditPoint__Output | null);
  /**
   * The last row of the log at the time of the export.
   */
  'head': (_stellwerk_control_v1_AuditPoint__Output | null);
}
