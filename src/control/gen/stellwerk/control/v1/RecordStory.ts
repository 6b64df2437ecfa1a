// Original file: proto/stellwerk/control/v1/records.proto

import type { RecordStatus as _stellwerk_control_v1_RecordStatus, RecordStatus__Output as _stellwerk_control_v1_RecordStatus__Output } from '../../../stellwerk/control/v1/RecordStatus.ts';
import type { RecordEvent as _stellwerk_control_v1_RecordEvent, RecordEvent__Output as _stellwerk_control_v1_RecordEvent__Output } from '../../../stellwerk/control/v1/RecordEvent.ts';

/**
 * One thing and how it came to where it is.
 */
export interface RecordStory {
  /**
   * Where it is; without the content of its versions.
   */
  'record'?: (_stellwerk_control_v1_RecordStatus | null);
  /**
   * Oldest first; what waits now stands last.
   */
  'events'?: (_stellwerk_control_v1_RecordEvent)[];
}

/**
 * One thing and how it came to where it is.
 */
export interface RecordStory__Output {
  /**
   * Where it is; without the content of its versions.
   */
  'record': (_stellwerk_control_v1_RecordStatus__Output | null);
  /**
   * Oldest first; what waits now stands last.
   */
  'events': (_stellwerk_control_v1_RecordEvent__Output)[];
}
