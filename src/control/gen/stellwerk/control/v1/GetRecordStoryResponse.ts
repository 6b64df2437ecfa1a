// Original file: proto/stellwerk/control/v1/records.proto

import type { RecordStory as _stellwerk_control_v1_RecordStory, RecordStory__Output as _stellwerk_control_v1_RecordStory__Output } from '../../../stellwerk/control/v1/RecordStory.ts';

/**
 * The histories of the things found.
 */
export interface GetRecordStoryResponse {
  /**
   * One history per thing, at most twenty.
   */
  'stories'?: (_stellwerk_control_v1_RecordStory)[];
  /**
   * Whether there are more things than returned. Request them by master key.
   */
  'more'?: (boolean);
}

/**
 * The histories of the things found.
 */
export interface GetRecordStoryResponse__Output {
  /**
   * One history per thing, at most twenty.
   */
  'stories': (_stellwerk_control_v1_RecordStory__Output)[];
  /**
   * Whether there are more things than returned. Request them by master key.
   */
  'more': (boolean);
}
