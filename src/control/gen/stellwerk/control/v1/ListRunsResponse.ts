// Original file: proto/stellwerk/control/v1/runs.proto

import type { Run as _stellwerk_control_v1_Run, Run__Output as _stellwerk_control_v1_Run__Output } from '../../../stellwerk/control/v1/Run.ts';

/**
 * A page of runs.
 */
export interface ListRunsResponse {
  /**
   * Newest first, without cursors.
   */
  'runs'?: (_stellwerk_control_v1_Run)[];
  /**
   * Asks for the next page; empty when this is the last.
   */
  'nextPageToken'?: (string);
}

/**
 * A page of runs.
 */
export interface ListRunsResponse__Output {
  /**
   * Newest first, without cursors.
   */
  'runs': (_stellwerk_control_v1_Run__Output)[];
  /**
   * Asks for the next page; empty when this is the last.
   */
  'nextPageToken': (string);
}
