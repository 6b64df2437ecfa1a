// Original file: proto/stellwerk/control/v1/runs.proto

import type { Run as _stellwerk_control_v1_Run, Run__Output as _stellwerk_control_v1_Run__Output } from '../../../stellwerk/control/v1/Run.ts';

/**
 * A run.
 */
export interface GetRunResponse {
  /**
   * The run, with its cursors.
   */
  'run'?: (_stellwerk_control_v1_Run | null);
}

/**
 * A run.
 */
export interface GetRunResponse__Output {
  /**
   * The run, with its cursors.
   */
  'run': (_stellwerk_control_v1_Run__Output | null);
}
