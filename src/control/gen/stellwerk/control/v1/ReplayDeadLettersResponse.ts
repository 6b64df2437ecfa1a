// Original file: proto/stellwerk/control/v1/dead_letters.proto

import type { ReplayPreview as _stellwerk_control_v1_ReplayPreview, ReplayPreview__Output as _stellwerk_control_v1_ReplayPreview__Output } from '../../../stellwerk/control/v1/ReplayPreview.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * The result of the replay or dry run.
 */
export interface ReplayDeadLettersResponse {
  /**
   * Number of letters being replayed; in a dry run, the number that would be tried.
   */
  'replayed'?: (number | string | Long);
  /**
   * In a dry run, what would happen to each letter; at most 100.
   */
  'previews'?: (_stellwerk_control_v1_ReplayPreview)[];
  /**
   * In a dry run, the number of selected open letters that cannot be replayed: rows that never
   * became a record, and letters of a lane that is not configured.
   */
  'left'?: (number | string | Long);
  /**
   * In a dry run, the id up to which letters are counted, for the `max_id` of the replay.
   */
  'newestId'?: (string);
}

/**
 * The result of the replay or dry run.
 */
export interface ReplayDeadLettersResponse__Output {
  /**
   * Number of letters being replayed; in a dry run, the number that would be tried.
   */
  'replayed': (number);
  /**
   * In a dry run, what would happen to each letter; at most 100.
   */
  'previews': (_stellwerk_control_v1_ReplayPreview__Output)[];
  /**
   * In a dry run, the number of selected open letters that cannot be replayed: rows that never
   * became a record, and letters of a lane that is not configured.
   */
  'left': (number);
  /**
   * In a dry run, the id up to which letters are counted, for the `max_id` of the replay.
   */
  'newestId': (string);
}
