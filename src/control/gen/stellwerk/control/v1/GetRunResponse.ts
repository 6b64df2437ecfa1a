// Original file: proto/stellwerk/control/v1/runs.proto

import type { Run as _stellwerk_control_v1_Run, Run__Output as _stellwerk_control_v1_Run__Output } from '../../../stellwerk/control/v1/Run.ts';

/**
 * One run.
 */
export interface GetRunResponse {
  /**
   * With its cursors.
   */
  'run'?: (_stellwerk_control_v1_Run | null);
}

/**
 * One run.
 */
export interface GetRunResponse__Output {
  /**
   * With its cursors.
   */
  'run': (_stellwerk_control_v1_Run__Output | null);
}
