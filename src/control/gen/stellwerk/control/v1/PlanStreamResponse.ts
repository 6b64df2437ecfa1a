// Original file: proto/stellwerk/control/v1/plans.proto

import type { PlanProgress as _stellwerk_control_v1_PlanProgress, PlanProgress__Output as _stellwerk_control_v1_PlanProgress__Output } from '../../../stellwerk/control/v1/PlanProgress.ts';
import type { PlannedRecord as _stellwerk_control_v1_PlannedRecord, PlannedRecord__Output as _stellwerk_control_v1_PlannedRecord__Output } from '../../../stellwerk/control/v1/PlannedRecord.ts';
import type { PlanSummary as _stellwerk_control_v1_PlanSummary, PlanSummary__Output as _stellwerk_control_v1_PlanSummary__Output } from '../../../stellwerk/control/v1/PlanSummary.ts';

/**
 * One message of the response.
 */
export interface PlanStreamResponse {
  /**
   * Progress of the plan, at most five times a second.
   */
  'progress'?: (_stellwerk_control_v1_PlanProgress | null);
  /**
   * One record of one lane, or a row that cannot become a record.
   */
  'record'?: (_stellwerk_control_v1_PlannedRecord | null);
  /**
   * The summary, in the last message.
   */
  'summary'?: (_stellwerk_control_v1_PlanSummary | null);
  /**
   * Exactly one is set.
   */
  'event'?: "progress"|"record"|"summary";
}

/**
 * One message of the response.
 */
export interface PlanStreamResponse__Output {
  /**
   * Progress of the plan, at most five times a second.
   */
  'progress'?: (_stellwerk_control_v1_PlanProgress__Output | null);
  /**
   * One record of one lane, or a row that cannot become a record.
   */
  'record'?: (_stellwerk_control_v1_PlannedRecord__Output | null);
  /**
   * The summary, in the last message.
   */
  'summary'?: (_stellwerk_control_v1_PlanSummary__Output | null);
}
