// Original file: proto/stellwerk/control/v1/conflicts.proto

import type { FieldConflict as _stellwerk_control_v1_FieldConflict, FieldConflict__Output as _stellwerk_control_v1_FieldConflict__Output } from '../../../stellwerk/control/v1/FieldConflict.ts';

/**
 * A page of conflicts.
 */
export interface ListConflictsResponse {
  /**
   * Newest first.
   */
  'conflicts'?: (_stellwerk_control_v1_FieldConflict)[];
  /**
   * Asks for the next page; empty on the last.
   */
  'nextPageToken'?: (string);
}

/**
 * A page of conflicts.
 */
export interface ListConflictsResponse__Output {
  /**
   * Newest first.
   */
  'conflicts': (_stellwerk_control_v1_FieldConflict__Output)[];
  /**
   * Asks for the next page; empty on the last.
   */
  'nextPageToken': (string);
}
