// Original file: proto/stellwerk/control/v1/runs.proto

import type { Run as _stellwerk_control_v1_Run, Run__Output as _stellwerk_control_v1_Run__Output } from '../../../stellwerk/control/v1/Run.ts';

/**
 * A page of runs.
 */
export interface ListRunsResponse {
  /**
   * The runs, newest first, without cursors.
   */
  'runs'?: (_stellwerk_control_v1_Run)[];
  /**
   * Token of the next page; empty if this is the last page.
   */
  'nextPageToken'?: (string);
}

/**
 * A page of runs.
 */
export interface ListRunsResponse__Output {
  /**
   * The runs, newest first, without cursors.
   */
  'runs': (_stellwerk_control_v1_Run__Output)[];
  /**
   * Token of the next page; empty if this is the last page.
   */
  'nextPageToken': (string);
}
