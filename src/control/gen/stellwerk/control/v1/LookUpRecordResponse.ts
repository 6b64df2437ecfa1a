// Original file: proto/stellwerk/control/v1/records.proto

import type { RecordStatus as _stellwerk_control_v1_RecordStatus, RecordStatus__Output as _stellwerk_control_v1_RecordStatus__Output } from '../../../stellwerk/control/v1/RecordStatus.ts';

/**
 * The things found.
 */
export interface LookUpRecordResponse {
  /**
   * The things with that id.
   */
  'records'?: (_stellwerk_control_v1_RecordStatus)[];
  /**
   * Whether there are more things than returned. Set `connector` or `entity` to narrow the search.
   */
  'more'?: (boolean);
}

/**
 * The things found.
 */
export interface LookUpRecordResponse__Output {
  /**
   * The things with that id.
   */
  'records': (_stellwerk_control_v1_RecordStatus__Output)[];
  /**
   * Whether there are more things than returned. Set `connector` or `entity` to narrow the search.
   */
  'more': (boolean);
}
