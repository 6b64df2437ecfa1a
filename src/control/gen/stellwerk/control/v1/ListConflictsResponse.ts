// Original file: proto/stellwerk/control/v1/conflicts.proto

import type { FieldConflict as _stellwerk_control_v1_FieldConflict, FieldConflict__Output as _stellwerk_control_v1_FieldConflict__Output } from '../../../stellwerk/control/v1/FieldConflict.ts';

/**
 * A page of conflicts.
 */
export interface ListConflictsResponse {
  /**
   * The conflicts, newest first.
   */
  'conflicts'?: (_stellwerk_control_v1_FieldConflict)[];
  /**
   * Token of the next page; empty if this is the last page.
   */
  'nextPageToken'?: (string);
}

/**
 * A page of conflicts.
 */
export interface ListConflictsResponse__Output {
  /**
   * The conflicts, newest first.
   */
  'conflicts': (_stellwerk_control_v1_FieldConflict__Output)[];
  /**
   * Token of the next page; empty if this is the last page.
   */
  'nextPageToken': (string);
}
