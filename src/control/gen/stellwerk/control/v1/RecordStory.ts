// Original file: proto/stellwerk/control/v1/records.proto

import type { RecordStatus as _stellwerk_control_v1_RecordStatus, RecordStatus__Output as _stellwerk_control_v1_RecordStatus__Output } from '../../../stellwerk/control/v1/RecordStatus.ts';
import type { RecordEvent as _stellwerk_control_v1_RecordEvent, RecordEvent__Output as _stellwerk_control_v1_RecordEvent__Output } from '../../../stellwerk/control/v1/RecordEvent.ts';

/**
 * A thing and its history.
 */
export interface RecordStory {
  /**
   * Where the thing is now, without the content of its versions.
   */
  'record'?: (_stellwerk_control_v1_RecordStatus | null);
  /**
   * The events, oldest first; what waits now comes last.
   */
  'events'?: (_stellwerk_control_v1_RecordEvent)[];
}

/**
 * A thing and its history.
 */
export interface RecordStory__Output {
  /**
   * Where the thing is now, without the content of its versions.
   */
  'record': (_stellwerk_control_v1_RecordStatus__Output | null);
  /**
   * The events, oldest first; what waits now comes last.
   */
  'events': (_stellwerk_control_v1_RecordEvent__Output)[];
}
