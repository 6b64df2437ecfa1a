// Original file: proto/stellwerk/control/v1/records.proto

import type { RecordStory as _stellwerk_control_v1_RecordStory, RecordStory__Output as _stellwerk_control_v1_RecordStory__Output } from '../../../stellwerk/control/v1/RecordStory.ts';

/**
 * The stories of the things that were meant.
 */
export interface GetRecordStoryResponse {
  /**
   * One per thing, at most twenty.
   */
  'stories'?: (_stellwerk_control_v1_RecordStory)[];
  /**
   * There are more than are told: ask by master key.
   */
  'more'?: (boolean);
}

/**
 * The stories of the things that were meant.
 */
export interface GetRecordStoryResponse__Output {
  /**
   * One per thing, at most twenty.
   */
  'stories': (_stellwerk_control_v1_RecordStory__Output)[];
  /**
   * There are more than are told: ask by master key.
   */
  'more': (boolean);
}
