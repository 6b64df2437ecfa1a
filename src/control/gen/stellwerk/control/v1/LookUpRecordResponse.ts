// Original file: proto/stellwerk/control/v1/records.proto

import type { RecordStatus as _stellwerk_control_v1_RecordStatus, RecordStatus__Output as _stellwerk_control_v1_RecordStatus__Output } from '../../../stellwerk/control/v1/RecordStatus.ts';

/**
 * What is known.
 */
export interface LookUpRecordResponse {
  /**
   * The things of that id.
   */
  'records'?: (_stellwerk_control_v1_RecordStatus)[];
  /**
   * There are more than are told: name connector or entity.
   */
  'more'?: (boolean);
}

/**
 * What is known.
 */
export interface LookUpRecordResponse__Output {
  /**
   * The things of that id.
   */
  'records': (_stellwerk_control_v1_RecordStatus__Output)[];
  /**
   * There are more than are told: name connector or entity.
   */
  'more': (boolean);
}
